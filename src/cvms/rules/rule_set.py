"""A rule set: groups in order, each with the criteria that put a person into it.

All of it is data that staff edit and publish. `decisions` applies it, `checks` validates it, and
`documents` converts it to JSON.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from cvms.rules.answers import Answers, Choice
from cvms.rules.choices import Conditions

# Indexed by the least number of conditions that a criterion requires.
_ENOUGH_CONDITIONS = (
    frozenset(Conditions),
    frozenset({Conditions.ONE, Conditions.TWO_OR_MORE}),
    frozenset({Conditions.TWO_OR_MORE}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One way into a group; a person must meet every requirement.

    Ages are whole years, both bounds included; `highest_age` is None if there is none. `accepts`
    pairs questions of `Answers` with the accepted answers. `conditions_at_least` is 0, 1 or 2.
    `counties` are FIPS codes (ANSI INCITS 31); empty means all counties. `opens_on` is this
    criterion's own opening day, or None for the group's. `reason` is a code of `reasons.REASONS`;
    `told` and `told_es` replace its sentence if an editor wrote another one.
    """

    reason: str
    opens_on: date | None = None
    lowest_age: int = 0
    highest_age: int | None = None
    conditions_at_least: int = 0
    accepts: tuple[tuple[str, frozenset[Choice]], ...] = ()
    counties: frozenset[str] = frozenset()
    told: str = ""
    told_es: str = ""

    def fits(self, answers: Answers, age: int) -> bool:
        if age < self.lowest_age:
            return False
        if self.highest_age is not None and age > self.highest_age:
            return False
        needed = self.conditions_at_least
        if needed and answers.conditions not in _ENOUGH_CONDITIONS[needed]:
            return False
        if self.counties and answers.county not in self.counties:
            return False
        # A loop instead of all(): a generator would double the time of a decision.
        for question, accepted in self.accepts:  # noqa: SIM110
            if getattr(answers, question) not in accepted:
                return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A vaccine group (formerly "phase"): its label such as "1a", its order, name and criteria.

    `name_es` is the name in Spanish, or "" while there is none. `opens_on` applies to every
    criterion without a day of its own; None while no day is announced. For staff, `source` says
    where criteria and days were published, and `note` what is uncertain.
    """

    label: str
    order: int
    name: str
    name_es: str = ""
    opens_on: date | None = None
    criteria: tuple[Criterion, ...]
    source: str = ""
    note: str = ""

    def opening_of(self, criterion: Criterion) -> date | None:
        """Return the day on which one of the group's criteria opens, or None."""
        return criterion.opens_on or self.opens_on


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """One version of the rules; a person belongs to the first of `groups` that fits.

    Nobody under `lowest_age` is in a group, whatever they answer, because no vaccine is authorized
    for them. It is one number for all groups because an authorization changes it for all at once.
    `tells_no_longer` says whether to write to people who lose their eligibility by these rules.
    """

    version: str
    name: str
    name_es: str = ""
    effective_from: date
    groups: tuple[Group, ...]
    lowest_age: int = 0
    tells_no_longer: bool = False
    source: str = ""
    note: str = ""

    def criteria(self) -> Iterator[Criterion]:
        """Yield the criteria of all groups."""
        return chain.from_iterable(group.criteria for group in self.groups)


def with_day(group: Group) -> Group:
    """Return the same group with the most common day of its criteria as the group's own day."""
    days = [criterion.opens_on for criterion in group.criteria]
    if group.opens_on or not days or None in days:
        return group
    day = Counter(days).most_common(1)[0][0]
    criteria = (
        replace(one, opens_on=None) if one.opens_on == day else one for one in group.criteria
    )
    return replace(group, opens_on=day, criteria=tuple(criteria))
