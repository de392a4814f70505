"""Collect a submitted registration's answers from the two rooms that store them."""

from typing import Any

from cvms.eligibility.models import Case
from cvms.recipients.models import Recipient

from .models import DEMOGRAPHICS, Registration


def answers_of(recipient: Recipient) -> dict[str, Any]:
    """Return every answer by question, as its form cleans it; {} before the first submission."""
    registration = Registration.objects.filter(recipient=recipient).first()
    case = Case.objects.filter(recipient=recipient).first()
    if registration is None or case is None:
        return {}
    answers: dict[str, Any] = case.answers
    return answers | {name: getattr(registration, name) for name in DEMOGRAPHICS}
