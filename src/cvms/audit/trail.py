"""Query the audit trail, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from cvms.ui.keyset import newest_first

from .models import Event

_EXPORT_ROWS = 2000

# Jumps from one action to the next along the index; DISTINCT would read every event.
_ACTIONS = """
WITH RECURSIVE known AS (
  (SELECT action FROM audit_event ORDER BY action LIMIT 1)
  UNION ALL
  SELECT (SELECT action FROM audit_event WHERE action > known.action ORDER BY action LIMIT 1)
  FROM known WHERE known.action IS NOT NULL
)
SELECT action FROM known WHERE action IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Question:
    """A query of the trail; None, "" and () do not restrict it.

    `who` are accounts and `about` are records as (kind, primary key); of several accounts, records,
    organizations or actions, an event needs to match only one. `address` is the client's network
    address. `first` and `last` are whole days in the site's time zone, both included.
    """

    who: tuple[int, ...] = ()
    about: tuple[tuple[str, str], ...] = ()
    organizations: tuple[int, ...] = ()
    actions: tuple[str, ...] = ()
    address: str = ""
    first: date | None = None
    last: date | None = None


def events(question: Question) -> QuerySet[Event]:
    """Return the events that match, unordered."""
    found = Event.objects.all()
    if question.who:
        found = found.filter(who__in=question.who)
    if question.organizations:
        found = found.filter(organization__in=question.organizations)
    if question.actions:
        found = found.filter(action__in=question.actions)
    if question.address:
        found = found.filter(address=question.address)
    if question.about:
        found = found.filter(_any_of(question.about))
    if question.first:
        found = found.filter(at__gte=_midnight(question.first))
    if question.last:
        found = found.filter(at__lt=_midnight(question.last + timedelta(days=1)))
    return found


def _any_of(about: tuple[tuple[str, str], ...]) -> Q:
    """Match events about one of the records, or about a list that contains one of them."""
    any_of = Q()
    for kind, number in about:
        any_of |= Q(kind=kind, about=number)
        any_of |= Q(
            kind=kind, details__has_key="numbers", details__contains={"numbers": [int(number)]}
        )
    return any_of


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def pages(question: Question) -> Iterator[list[Event]]:
    """Yield all events that match, two thousand at a time."""
    cursor = ""
    while True:
        page = newest_first(events(question), cursor, by="at", size=_EXPORT_ROWS)
        yield page.rows
        cursor = page.older
        if not cursor:
            return


def known_actions() -> list[str]:
    """Return every action in the trail, in alphabetical order."""
    with connection.cursor() as cursor:
        cursor.execute(_ACTIONS)
        return [action for (action,) in cursor.fetchall()]
