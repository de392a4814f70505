"""Change what people can set for themselves."""

from django.db import transaction

from ..models import User


@transaction.atomic
def set_language(*, user: User, language: str) -> None:
    """Set the language of a person's pages and mail."""
    user.language = language
    user.save(update_fields=["language"])
