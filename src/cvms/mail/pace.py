"""Limit how fast mail is sent to each destination, and in all, by all mailers together.

A message that would be too early is assigned a turn: the time at which it is due. Turns are
assigned in the database, so that all mailers together keep the pace. Urgent mail counts too, but is
sent at once.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from .destinations import EVERYTHING
from .limits import OTHERS, Limit, WarmUp
from .models import Pace


class Turn(IntEnum):
    """Which turns a message has waited for."""

    NONE = 0
    DESTINATION = 1
    ALL = 2  # its destination's turn, and then a turn among all mail


def limit_of(destination: str) -> Limit:
    """Return a destination's limit from the settings."""
    limits = settings.MAIL_LIMITS
    return limits.get(destination) or limits.get(OTHERS) or Limit()


def connections_of(destination: str) -> int:
    """Return how many messages to a destination one mailer may send at the same time."""
    return limit_of(destination).connections or int(settings.MAIL_CONNECTIONS_EACH)


@dataclass(slots=True)
class Given:
    """Which turns are assigned: the time of the next one, and how many on which day."""

    next_turn: datetime
    day: date | None
    count: int


def turns(
    count: int, now: datetime, given: Given, per_second: float, plan: WarmUp | None
) -> list[datetime]:
    """Return the times of `count` more turns, and advance `given`.

    Turns that were not used are not saved up for later.
    """
    gap = timedelta(seconds=1 / per_second) if per_second else timedelta(0)
    moment = max(given.next_turn, now)
    found: list[datetime] = []
    for _turn in range(count):
        moment = _on_a_day_with_room(moment, given, plan)
        found.append(moment)
        given.count += 1
        moment += gap
    given.next_turn = moment
    return found


def _on_a_day_with_room(moment: datetime, given: Given, plan: WarmUp | None) -> datetime:
    while True:
        day = timezone.localdate(moment)
        if day != given.day:
            given.day, given.count = day, 0
        most = plan.most_on(day) if plan else None
        if most is None or given.count < most:
            return moment
        midnight = datetime.combine(day + timedelta(days=1), time())
        moment = timezone.make_aware(midnight)


def waits(destination: str, count: int) -> list[float]:
    """Assign turns to `count` messages of a destination, or of EVERYTHING.

    Return in how many seconds each turn is; write nothing if there is no limit.
    """
    everything = destination == EVERYTHING
    per_second = settings.MAIL_RATE if everything else limit_of(destination).per_second
    plan: WarmUp | None = None if everything else settings.MAIL_WARM_UP
    if not per_second and not plan:
        return [0.0] * count
    with transaction.atomic():
        Pace.objects.get_or_create(destination=destination)
        row = Pace.objects.select_for_update().get(destination=destination)
        now = _database_now()
        given = Given(row.next_turn, row.day, row.count)
        found = turns(count, now, given, per_second, plan)
        row.next_turn, row.day, row.count = given.next_turn, given.day, given.count
        row.save()
    return [(moment - now).total_seconds() for moment in found]


def _database_now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
    assert isinstance(now, datetime)  # noqa: S101 -- what PostgreSQL returns
    return now


def is_set() -> bool:
    """Return whether the settings limit the pace at all."""
    rates = [limit.per_second for limit in settings.MAIL_LIMITS.values()]
    return bool(settings.MAIL_RATE or settings.MAIL_WARM_UP or any(rates))
