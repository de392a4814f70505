"""What this room holds about a person beside their record, erased with them."""

from cvms.mail.actions import forget
from cvms.recipients.actions.erasing import Person

from ..letters import CHANGED, SUBMITTED


def erase_person(person: Person) -> None:
    """The letters that confirmed their answers; the answers go with the record."""
    for kind in (SUBMITTED, CHANGED):
        forget(kind, [person.recipient])
