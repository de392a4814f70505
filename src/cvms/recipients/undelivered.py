"""Count the people of an organization whom mail did not reach, by reason."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Max
from django.db.models.functions import Coalesce

from cvms.mail.models import Message
from cvms.mail.reasons import PASSING
from cvms.organizations.models import Organization

from .invitations import KIND
from .models import Recipient
from .tally import Counts
from .wording import sentence, still_tried

Stage = Recipient.Stage


@dataclass(frozen=True, slots=True)
class Why:
    """One reason, how many people it applies to, and whether mail may arrive another time."""

    words: str
    people: int
    passes: bool


def reasons_of(counts: Counts) -> list[Why]:
    """Return the reasons, commonest first; their people add up to the stage Undelivered."""
    found = [(why, number) for (stage, why), number in counts.items() if stage == Stage.UNDELIVERED]
    in_order = sorted(found, key=lambda one: (-one[1], one[0]))
    return [Why(sentence(why), number, why in PASSING) for why, number in in_order]


def still_tried_of(organization: Organization, counts: Counts) -> list[Why]:
    """Return why the mail service has delayed invitations, and until when we try again."""
    if not any(stage == Stage.WAITING and why for stage, why in counts):
        return []
    people = Recipient.objects.of(organization).filter(stage=Stage.WAITING).exclude(why="")
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
