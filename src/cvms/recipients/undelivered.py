"""How many people of an organization mail did not reach, and why."""

from dataclasses import dataclass

from django.db.models import Count

from cvms.mail.reasons import PASSING
from cvms.organizations.models import Organization

from .invitations import last_reason
from .models import Recipient
from .wording import sentence


@dataclass(frozen=True, slots=True)
class Why:
    """One reason, how many people it is true of, and whether mail may arrive another time."""

    words: str
    people: int
    passes: bool


def reasons_of(organization: Organization) -> list[Why]:
    """Return the reasons, commonest first; they add up to the people at the stage Undelivered."""
    people = Recipient.objects.of(organization).filter(stage=Recipient.Stage.UNDELIVERED)
    found = people.annotate(why=last_reason()).order_by().values_list("why")
    numbers = found.annotate(people=Count("pk")).order_by("-people", "why")
    return [Why(sentence(why or ""), number, why in PASSING) for why, number in numbers]
