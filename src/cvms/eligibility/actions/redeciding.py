"""Decide again everyone who is due, in batches of one transaction each.

The cases themselves tell what is left to do. So a worker that dies leaves nothing half done, the
next one continues where it stopped, and several workers share the work.
"""

import json
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from cvms.audit.actions import record
from cvms.mail.actions import send as send_mail
from cvms.rules.answers import Answers
from cvms.rules.decisions import Decision, Reason, decide, next_change
from cvms.rules.rule_set import RuleSet

from ..letters import BECAME_ELIGIBLE, NO_LONGER_ELIGIBLE
from ..locks import hold_rules
from ..models import Case, Redecision, RuleSetVersion
from ..notices import announce

BATCH = 2000  # people in one transaction: half a second's work


class Due(NamedTuple):
    """A case to decide, whose row is locked."""

    pk: int
    answers: dict[str, Any]
    open_now: bool


def redecide_due() -> None:
    """Decide everyone who is due by the rules in force, and write to those whose status changes.

    Rows that other workers have locked are skipped at first, and waited for at the end.
    """
    _begin()
    for skip in (True, False):
        after: int | None = 0
        while after is not None:
            after = _redecide_batch(after, skip_locked=skip)
    _finish()


def _begin() -> None:
    """Store when the rules in force began to decide everyone, once for each rule set."""
    rule_set = RuleSetVersion.objects.in_force(timezone.localdate())
    Redecision.objects.get_or_create(rule_set=rule_set)


@transaction.atomic
def _redecide_batch(after: int, *, skip_locked: bool) -> int | None:
    """Decide due cases after primary key `after`; return the last one's key, None if no more."""
    on = timezone.localdate()
    rule_set = RuleSetVersion.objects.in_force(on)
    due = Case.objects.due(rule_set, on).filter(pk__gt=after).order_by("pk")
    locked = due.select_for_update(skip_locked=skip_locked)
    cases = [Due(*row) for row in locked.values_list(*Due._fields)[:BATCH]]
    if not cases:
        return None
    hold_rules()
    rule_set = RuleSetVersion.objects.in_force(on)  # may have changed before the cases were locked
    newly_open, newly_closed = _write(cases, rule_set, on)
    _notify(BECAME_ELIGIBLE, newly_open, rule_set)
    if rule_set.rules.tells_no_longer:
        _notify(NO_LONGER_ELIGIBLE, newly_closed, rule_set)
    _count(rule_set, len(cases), len(newly_open))
    return cases[-1].pk


def _notify(kind: str, cases: Sequence[int], rule_set: RuleSetVersion) -> None:
    if cases:
        send_mail(kind, cases, batch=rule_set.pk)
        announce(cases)


# One statement for a whole batch: update the current decisions, and insert them into the history.
# Cases that stay open keep `told_eligible_at`; those that have just opened get the present time.
_WRITE = """
WITH decided AS (
  SELECT id, "group", open_now, opens_on, reasons::jsonb AS reasons, next_change
  FROM unnest(%(id)s::bigint[], %(group)s::text[], %(open_now)s::bool[], %(opens_on)s::date[],
              %(reasons)s::text[], %(next_change)s::date[])
    AS people(id, "group", open_now, opens_on, reasons, next_change)
), standing AS (
  UPDATE eligibility_case AS stands
  SET rule_set_id = %(rule_set)s, "group" = decided."group", open_now = decided.open_now,
      opens_on = decided.opens_on, reasons = decided.reasons, next_change = decided.next_change,
      decided_at = %(now)s,
      told_eligible_at = CASE WHEN decided.open_now
                              THEN coalesce(stands.told_eligible_at, %(now)s) END
  FROM decided WHERE stands.id = decided.id
)
INSERT INTO eligibility_decisionrecord
  (case_id, rule_set_id, "group", open_now, opens_on, reasons, decided_at)
SELECT id, %(rule_set)s, "group", open_now, opens_on, reasons, %(now)s FROM decided ORDER BY id
"""


def _write(cases: Sequence[Due], rule_set: RuleSetVersion, on: date) -> tuple[list[int], list[int]]:
    """Store a batch's new decisions; return the cases that became open, and that no longer are."""
    rules = rule_set.rules
    decided = [_decided(case, rules, on) for case in cases]
    columns = zip(*decided, strict=True)
    names = ("id", "group", "open_now", "opens_on", "reasons", "next_change")
    values = {name: list(column) for name, column in zip(names, columns, strict=True)}
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, values | {"rule_set": rule_set.pk, "now": timezone.now()})
    changed = [
        case for case, now in zip(cases, values["open_now"], strict=True) if now != case.open_now
    ]
    opened = [case.pk for case in changed if not case.open_now]
    return opened, [case.pk for case in changed if case.open_now]


def _decided(case: Due, rules: RuleSet, on: date) -> tuple[Any, ...]:
    answers = Answers.from_mapping(case.answers)
    decision: Decision = decide(answers, rules, on)
    return (
        case.pk,
        decision.group or "",
        decision.open_now,
        decision.opens_on,
        _as_json(decision.reasons),
        next_change(answers, rules, on),
    )


@lru_cache(maxsize=1024)
def _as_json(reasons: tuple[Reason, ...]) -> str:
    """Return reasons as JSON; cached, as a hundred thousand people share a few dozen."""
    return json.dumps([reason.as_plain() for reason in reasons])


def _count(rule_set: RuleSetVersion, people: int, newly_open: int) -> None:
    Redecision.objects.filter(rule_set=rule_set, finished_at=None).update(
        people=F("people") + people, newly_open=F("newly_open") + newly_open
    )


@transaction.atomic
def _finish() -> None:
    """Store that the rules in force have decided everyone, if they have."""
    on = timezone.localdate()
    rule_set = RuleSetVersion.objects.in_force(on)
    running = Redecision.objects.filter(rule_set=rule_set, finished_at=None)
    redecision = running.select_for_update().first()
    if redecision is None or Case.objects.due(rule_set, on).exists():
        return
    redecision.finished_at = timezone.now()
    redecision.save(update_fields=["finished_at"])
    record(
        "eligibility.everyone_redecided",
        on=rule_set,
        people=redecision.people,
        newly_open=redecision.newly_open,
    )
