"""Find the people who may get another letter that asks them to register, and which letter."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone

from cvms.mail.reasons import PASSING

from .models import Recipient, RecipientQuerySet

Stage = Recipient.Stage
WRITTEN_TO = (Stage.SENT, Stage.UNDELIVERED, Stage.ACCOUNT)  # may get another letter


@dataclass(frozen=True, slots=True)
class Forecast:
    """How many people get which letter now; `lately` get none because they just had one."""

    invitations: int
    reminders: int
    lately: int
    others: int

    @property
    def letters(self) -> int:
        return self.invitations + self.reminders


def writable(people: RecipientQuerySet) -> RecipientQuerySet:
    """Return the people who may be written to now: not registered, and no recent letter.

    This includes undelivered mail that may arrive next time, as when a mailbox was full.
    """
    return _worth_writing(people).exclude(_lately())


def forecast(people: RecipientQuerySet) -> Forecast:
    """Return which letters these people would get now."""
    stages = writable(people).order_by().values_list("stage").annotate(Count("pk"))
    letters = dict(stages)
    reminders = letters.pop(Stage.ACCOUNT, 0)
    invitations = sum(letters.values())
    lately = _worth_writing(people).filter(_lately()).count()
    rest = people.count() - invitations - reminders - lately
    return Forecast(invitations, reminders, lately, rest)


def _worth_writing(people: RecipientQuerySet) -> RecipientQuerySet:
    may_arrive = Q(stage=Stage.UNDELIVERED, why__in=PASSING)
    return people.reachable().filter(Q(stage__in=Recipient.REMINDED) | may_arrive)


def _lately() -> Q:
    """Match people who were loaded or written to within `AGAIN_DAYS`."""
    since: datetime = timezone.now() - timedelta(days=settings.AGAIN_DAYS)
    return Q(loaded_at__gte=since) | Q(written_at__isnull=False, written_at__gte=since)
