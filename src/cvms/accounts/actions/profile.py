"""What people set for themselves."""

from django.db import transaction

from ..models import User


@transaction.atomic
def set_language(*, user: User, language: str) -> None:
    """Remember the language that this person reads, for pages and for mail."""
    user.language = language
    user.save(update_fields=["language"])
