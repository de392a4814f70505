"""Load people into the system, in one SQL statement however many they are."""

import os
import time
from collections.abc import Sequence
from typing import Any, Protocol

from django.conf import settings
from django.db import connection
from django.utils import timezone

from cvms.accounts.models import Portal
from cvms.accounts.permissions import Role
from cvms.jobs.deferring import defer
from cvms.mail.kinds import KINDS

from ..invitations import KIND


class Person(Protocol):
    """A checked record; `email_key` is the canonical address, see `intake.email_key`."""

    @property
    def first_name(self) -> str: ...
    @property
    def last_name(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def email_key(self) -> str: ...


# Separates the values of a column: a joined string takes a tenth of the time of an array, and no
# checked name or address contains a control character.
_MARK = "\x1f"

# The account's unique username decides who is new. Rows are inserted in order of address, so that
# two lists with the same people, loaded at the same time, wait for each other and never deadlock.
_ADD = """
WITH given AS (
  SELECT * FROM unnest(string_to_array(%(first)s, %(mark)s), string_to_array(%(last)s, %(mark)s),
                       string_to_array(%(email)s, %(mark)s), string_to_array(%(key)s, %(mark)s),
                       string_to_array(%(token)s, %(mark)s)::uuid[])
    AS people(first_name, last_name, email, email_key, token)
), account AS (
  INSERT INTO accounts_user (portal, username, email, first_name, last_name, password, roles,
                             language, is_active, created_at)
  SELECT %(portal)s, email_key || %(suffix)s, email, '', '', '!', ARRAY[%(role)s], 'en', true,
         %(now)s
  FROM given ORDER BY email_key
  ON CONFLICT (username) DO NOTHING
  RETURNING id, username
), recipient AS (
  INSERT INTO recipients_recipient (organization_id, upload_id, user_id, first_name, last_name,
                                    email, email_key, loaded_at)
  SELECT %(organization)s, %(upload)s, account.id, first_name, last_name, given.email, email_key,
         %(now)s
  FROM given JOIN account ON account.username = email_key || %(suffix)s
  RETURNING id, email_key
), message AS (
  INSERT INTO mail_message (kind, about, batch, priority, state, created_at, due_at, attempts,
                            reason, token)
  SELECT %(kind)s, recipient.id, %(upload)s, %(priority)s, 'queued', %(now)s, %(now)s, 0, '', token
  FROM given JOIN recipient USING (email_key)
  WHERE %(invite)s
)
SELECT email_key FROM given LEFT JOIN account ON account.username = email_key || %(suffix)s
WHERE account.id IS NULL
"""


def add(
    people: Sequence[Person], *, organization: int, upload: int | None, invite: bool = True
) -> set[str]:
    """Load the people whose address is new, and queue their invitations.

    Runs in the caller's transaction. Return the address keys that were in the system already.
    """
    values: dict[str, Any] = {
        "first": _MARK.join([person.first_name for person in people]),
        "last": _MARK.join([person.last_name for person in people]),
        "email": _MARK.join([person.email for person in people]),
        "key": _MARK.join([person.email_key for person in people]),
        "token": _MARK.join(tokens(len(people))),
        "mark": _MARK,
        "organization": organization,
        "upload": upload,
        "portal": Portal.RECIPIENT.value,
        "role": Role.RECIPIENT.value,
        "suffix": settings.USERNAME_SUFFIXES[Portal.RECIPIENT],
        "kind": KIND,
        "priority": KINDS[KIND].priority,
        "invite": invite,
        "now": timezone.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_ADD, values)
        known = {key for (key,) in cursor.fetchall()}
    if invite and len(known) < len(people):
        defer("mail.deliver")
    return known


def tokens(count: int) -> list[str]:
    """Return this many version 7 UUIDs (RFC 9562).

    They are adjacent in their index; random ones would each touch another page of it.
    """
    milliseconds = time.time_ns() // 1_000_000
    noise = os.urandom(10 * count).hex()
    return [
        f"{milliseconds:012x}7{noise[at : at + 3]}{'89ab'[int(noise[at + 3], 16) & 3]}"
        f"{noise[at + 4 : at + 19]}"
        for at in range(0, 20 * count, 20)
    ]
