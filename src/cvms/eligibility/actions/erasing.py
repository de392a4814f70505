"""Erase what this room stores about a person."""

from cvms.mail.actions import forget
from cvms.recipients.actions.erasing import Person

from ..letters import BECAME_ELIGIBLE, NO_LONGER_ELIGIBLE
from ..models import Case


def erase_person(person: Person) -> None:
    """Erase the answers, the decision with its history, and the letters about it."""
    cases = Case.objects.filter(recipient=person.recipient)
    for kind in (BECAME_ELIGIBLE, NO_LONGER_ELIGIBLE):
        forget(kind, cases.values_list("pk", flat=True))
    cases.delete()
