"""Decide a person's group by a rule set, and find the day on which the decision may change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from cvms.rules.age import age_on, birthday
from cvms.rules.answers import Answers
from cvms.rules.rule_set import Criterion, Group, RuleSet

UNDER_LOWEST_AGE = "under-lowest-age"
NO_GROUP_FITS = "no-group-fits"


class Reason(NamedTuple):
    """A reason: a code of `reasons.REASONS`, and the ages in years that its sentence may mention.

    `told` and `told_es` are the sentences that an editor wrote instead, or "".
    """

    code: str
    lowest_age: int
    highest_age: int | None
    told: str = ""
    told_es: str = ""

    def as_plain(self) -> dict[str, str | int | None]:
        """Return the reason as JSON values, without empty sentences."""
        known = self._asdict()
        return {name: value for name, value in known.items() if value or "told" not in name}


@dataclass(frozen=True, slots=True)
class Decision:
    """A group's label or None, whether the group is open, since or from which day, and why.

    `opens_on` is None while no day is announced. There is always a reason, even for no group.
    """

    group: str | None
    open_now: bool
    opens_on: date | None
    reasons: tuple[Reason, ...]
    rule_set_version: str


def decide(answers: Answers, rule_set: RuleSet, on: date) -> Decision:
    """Return the first group with a fitting criterion, by the person's age on the day `on`.

    The reasons are all fitting criteria of that group in order; the earliest of their opening days
    counts. This does not check whether the rule set is in force on that day.
    """
    age = age_on(answers.date_of_birth, on)
    if age < rule_set.lowest_age:
        return _no_group(UNDER_LOWEST_AGE, rule_set)
    for group in rule_set.groups:
        fitting = [criterion for criterion in group.criteria if criterion.fits(answers, age)]
        if fitting:
            opens_on = _earliest(group, fitting)
            open_now = opens_on is not None and opens_on <= on
            reasons = tuple(map(_reason, fitting))
            return Decision(group.label, open_now, opens_on, reasons, rule_set.version)
    return _no_group(NO_GROUP_FITS, rule_set)


def next_change(answers: Answers, rule_set: RuleSet, on: date) -> date | None:
    """Return the first day after `on` with a different decision, if nothing is edited, or None.

    Only opening days and birthdays can change a decision, so only those are tried. A daily job then
    needs to decide only the people whose day has come.
    """
    now = decide(answers, rule_set, on)
    days = {day for day in _turning_points(answers, rule_set) if day > on}
    return next((day for day in sorted(days) if decide(answers, rule_set, day) != now), None)


def _turning_points(answers: Answers, rule_set: RuleSet) -> Iterator[date]:
    yield birthday(answers.date_of_birth, rule_set.lowest_age)
    yield from (group.opens_on for group in rule_set.groups if group.opens_on)
    for criterion in rule_set.criteria():
        if criterion.opens_on:
            yield criterion.opens_on
        yield birthday(answers.date_of_birth, criterion.lowest_age)
        if criterion.highest_age is not None:
            yield birthday(answers.date_of_birth, criterion.highest_age + 1)


def _reason(criterion: Criterion) -> Reason:
    ages = criterion.lowest_age, criterion.highest_age
    return Reason(criterion.reason, *ages, criterion.told, criterion.told_es)


def _earliest(group: Group, criteria: list[Criterion]) -> date | None:
    days = (group.opening_of(criterion) for criterion in criteria)
    return min((day for day in days if day), default=None)


def _no_group(code: str, rule_set: RuleSet) -> Decision:
    reason = Reason(code, rule_set.lowest_age, None)
    return Decision(None, False, None, (reason,), rule_set.version)  # noqa: FBT003
