"""Putting people into the system: one statement, whatever their number."""

from collections.abc import Sequence
from typing import Protocol

from django.conf import settings
from django.db import connection
from django.utils import timezone

from cvms.accounts.models import Portal
from cvms.accounts.permissions import Role


class Person(Protocol):
    """A checked record: `email_key` is the address as mail systems compare it."""

    first_name: str
    last_name: str
    email: str
    email_key: str


# The account's unique username decides who is new. Rows go in by order of address, so that two
# lists with the same people, loaded at one moment, wait for each other and never deadlock.
_ADD = """
WITH given AS (
  SELECT * FROM unnest(%(first)s::text[], %(last)s::text[], %(email)s::text[], %(key)s::text[])
    AS people(first_name, last_name, email, email_key)
), account AS (
  INSERT INTO accounts_user (portal, username, email, first_name, last_name, password, roles,
                             language, is_active, created_at)
  SELECT %(portal)s, email_key || %(suffix)s, email, '', '', '!', ARRAY[%(role)s], 'en', true,
         %(now)s
  FROM given ORDER BY email_key
  ON CONFLICT (username) DO NOTHING
  RETURNING id, username
)
INSERT INTO recipients_recipient (organization_id, upload_id, user_id, first_name, last_name,
                                  email, email_key, loaded_at)
SELECT %(organization)s, %(upload)s, account.id, first_name, last_name, given.email, email_key,
       %(now)s
FROM given JOIN account ON account.username = email_key || %(suffix)s
RETURNING id, email_key
"""


def add(people: Sequence[Person], *, organization: int, upload: int) -> dict[str, int]:
    """Load the people whose address is new, in the caller's transaction.

    Gives the new recipients' numbers by address key; whoever is not in it was there already.
    """
    values = {
        "first": [person.first_name for person in people],
        "last": [person.last_name for person in people],
        "email": [person.email for person in people],
        "key": [person.email_key for person in people],
        "organization": organization,
        "upload": upload,
        "portal": Portal.RECIPIENT.value,
        "role": Role.RECIPIENT.value,
        "suffix": settings.USERNAME_SUFFIXES[Portal.RECIPIENT],
        "now": timezone.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_ADD, values)
        return {key: number for number, key in cursor.fetchall()}
