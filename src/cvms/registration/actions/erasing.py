"""Erase what this room stores about a person outside the recipient's record."""

from cvms.mail.actions import forget
from cvms.recipients.actions.erasing import Person

from ..letters import CHANGED, SUBMITTED


def erase_person(person: Person) -> None:
    """Erase the confirmation letters; the answers are deleted with the recipient's record."""
    for kind in (SUBMITTED, CHANGED):
        forget(kind, [person.recipient])
