"""A submitted registration's answers, brought together from the two rooms that keep them."""

from typing import Any

from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.eligibility.models import Case
from cvms.recipients.models import Recipient

from .models import DEMOGRAPHICS, Registration


def answers_of(recipient: Recipient) -> dict[str, Any]:
    """Every answer by its question, as its page's form gives it; {} before the first submission."""
    registration = Registration.objects.filter(recipient=recipient).first()
    case = Case.objects.filter(recipient=recipient).first()
    if registration is None or case is None:
        return {}
    return case.answers | {name: getattr(registration, name) for name in DEMOGRAPHICS}


def seen(*, recipient: Recipient, by: User) -> None:
    """Record that somebody looks at a person's registration who is not that person.

    Whoever shows a registration or a draft calls this first.
    """
    if by.pk != recipient.user_id:
        record("registration.seen", by=by, on=recipient, organization=recipient.organization_id)
