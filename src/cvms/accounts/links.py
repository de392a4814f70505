"""Create the links that are mailed. Their secret exists only in the letter."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from .models import PasswordLink, User, hash_secret

_LIFETIMES = {
    PasswordLink.Purpose.INVITATION: lambda: timedelta(days=settings.INVITATION_DAYS),
    PasswordLink.Purpose.RESET: lambda: timedelta(hours=settings.RESET_HOURS),
}

# Accounts are locked against removal while their links are inserted; removed ones get none.
_MINT = """
WITH wanted AS (
  SELECT * FROM unnest(%(accounts)s::bigint[], %(hashes)s::bytea[]) AS wanted(account, secret_hash)
), held AS (
  SELECT id FROM accounts_user WHERE id = ANY(%(accounts)s) ORDER BY id FOR KEY SHARE
)
INSERT INTO accounts_passwordlink (user_id, purpose, secret_hash, created_at, expires_at)
SELECT held.id, %(purpose)s, secret_hash, %(now)s, %(expires)s
FROM held JOIN wanted ON wanted.account = held.id
RETURNING user_id
"""
_SECRET = "SECRET"  # noqa: S105 -- a placeholder


def mint(users: Sequence[User], purpose: PasswordLink.Purpose) -> dict[int, str]:
    """Create a new link for each of these accounts; return the URLs by account primary key."""
    return mint_for([user.pk for user in users], purpose)


def mint_for(accounts: Collection[int], purpose: PasswordLink.Purpose) -> dict[int, str]:
    """Create a new link for each account that still exists, in one SQL statement.

    Earlier links stay usable until one of them is used: if a crash sends a letter twice, both
    letters work. Return the URLs by account primary key.
    """
    secrets = {account: PasswordLink.new_secret() for account in accounts}
    values: dict[str, Any] = {
        "accounts": list(secrets),
        "hashes": [hash_secret(secret) for secret in secrets.values()],
        "purpose": purpose.value,
        "now": timezone.now(),
        "expires": timezone.now() + _LIFETIMES[purpose](),
    }
    with connection.cursor() as cursor:
        cursor.execute(_MINT, values)
        made = [account for (account,) in cursor.fetchall()]
    base = settings.BASE_URL + path_of(_SECRET)
    return {account: base.replace(_SECRET, secrets[account]) for account in made}


def path_of(secret: str) -> str:
    """Return the path of a link with this secret."""
    return reverse("accounts:set_password", args=[secret])
