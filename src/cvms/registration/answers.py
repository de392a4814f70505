"""A submitted registration's answers, brought together from the two rooms that keep them."""

from typing import Any

from cvms.eligibility.models import Case
from cvms.recipients.models import Recipient

from .models import DEMOGRAPHICS, Registration


def answers_of(recipient: Recipient) -> dict[str, Any]:
    """Every answer by its question, as its page's form gives it; {} before the first submission."""
    registration = Registration.objects.filter(recipient=recipient).first()
    case = Case.objects.filter(recipient=recipient).first()
    if registration is None or case is None:
        return {}
    answers: dict[str, Any] = case.answers
    return answers | {name: getattr(registration, name) for name in DEMOGRAPHICS}
