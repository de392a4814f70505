"""Making the links that are mailed. The secret exists in the letter alone."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from .models import PasswordLink, User, hash_secret

_LIVES = {
    PasswordLink.Purpose.INVITATION: lambda: timedelta(days=settings.INVITATION_DAYS),
    PasswordLink.Purpose.RESET: lambda: timedelta(hours=settings.RESET_HOURS),
}


def mint(users: Sequence[User], purpose: PasswordLink.Purpose) -> dict[int, str]:
    """A new link for each account, by its number. One insert, however many.

    Earlier links stay usable until one of them is used: a letter that a crash sent twice then
    works whichever of the two is opened.
    """
    expires_at = timezone.now() + _LIVES[purpose]()
    secrets = {user.pk: PasswordLink.new_secret() for user in users}
    PasswordLink.objects.bulk_create(
        PasswordLink(
            user_id=pk, purpose=purpose, secret_hash=hash_secret(secret), expires_at=expires_at
        )
        for pk, secret in secrets.items()
    )
    return {pk: settings.BASE_URL + path_of(secret) for pk, secret in secrets.items()}


def path_of(secret: str) -> str:
    """Where a link leads."""
    return reverse("accounts:set_password", args=[secret])
