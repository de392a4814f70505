"""How many people of an organization mail did not reach, and why."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Max
from django.db.models.functions import Coalesce

from cvms.mail.models import Message
from cvms.mail.reasons import PASSING
from cvms.organizations.models import Organization

from .invitations import KIND, last_reason
from .models import Recipient
from .wording import sentence, still_tried

Stage = Recipient.Stage


@dataclass(frozen=True, slots=True)
class Why:
    """One reason, how many people it is true of, and whether mail may arrive another time."""

    words: str
    people: int
    passes: bool


def reasons_of(organization: Organization) -> list[Why]:
    """Return the reasons, commonest first; they add up to the people at the stage Undelivered."""
    people = Recipient.objects.of(organization).filter(stage=Stage.UNDELIVERED)
    found = people.annotate(why=last_reason()).order_by().values_list("why")
    numbers = found.annotate(people=Count("pk")).order_by("-people", "why")
    return [Why(sentence(why or ""), number, why in PASSING) for why, number in numbers]


def still_tried_of(organization: Organization) -> list[Why]:
    """Return why invitations wait that the mail service has put off, and until when it is tried."""
    people = Recipient.objects.of(organization).filter(stage=Stage.WAITING)
    put_off = Message.objects.filter(
        kind=KIND, about__in=people.values("pk"), state=Message.State.QUEUED, attempts__gt=0
    ).exclude(reason="")
    since = Max(Coalesce("retried_at", "created_at"))
    numbers = put_off.values_list("reason").annotate(people=Count("pk"), since=since)
    days = timedelta(days=settings.MAIL_GIVE_UP_DAYS)
    return [
        Why(still_tried(reason, since + days), number, passes=True)
        for reason, number, since in numbers.order_by("-people", "reason")
    ]
