"""What a rule set is: groups in order, each with the criteria that put a person into it.

Everything here is data that staff edit and publish; `decisions` says what follows from it,
`checks` whether it makes sense, `documents` how it is stored.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from cvms.rules.answers import Answers, Choice
from cvms.rules.choices import Conditions

# By the least number of conditions that a criterion asks for.
_ENOUGH_CONDITIONS = (
    frozenset(Conditions),
    frozenset({Conditions.ONE, Conditions.TWO_OR_MORE}),
    frozenset({Conditions.TWO_OR_MORE}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One way into a group: every demand must be met.

    Ages are whole years, both bounds included; `highest_age` is None where there is none.
    `accepts` pairs a question of `Answers` with the answers that will do. `conditions_at_least`
    is 0, 1 or 2. `counties` are FIPS codes (ANSI INCITS 31); empty means all of them.
    `opens_on` is the way's own day, None for the group's. `reason` is a code of
    `reasons.REASONS`; `told` and `told_es` replace its sentence where an editor wrote another.
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
        # A loop, not all(): a generator doubles the time of a decision.
        for question, accepted in self.accepts:  # noqa: SIM110
            if getattr(answers, question) not in accepted:
                return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A priority group or phase: its label ("1a"), its place, its name, the ways into it.

    People read its name in their language; `name_es` is the Spanish, "" as long as there is none.
    `opens_on` holds for every way without a day of its own; None as long as none is announced.
    `source` says where its criteria and days are published, `note` what is uncertain: for staff.
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
        """The day on which one of its ways opens."""
        return criterion.opens_on or self.opens_on


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """One published version of the rules; `groups` stand in their order, the first wins.

    Nobody under `lowest_age` is in a group, whatever they answer: no vaccine is authorized for
    them. It is one number here because an authorization changes it for all groups at once.
    `tells_no_longer` says whether people who lose their eligibility by these rules are mailed.
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
        return chain.from_iterable(group.criteria for group in self.groups)


def with_day(group: Group) -> Group:
    """The same group; the day that most of its ways have is the group's, others keep their own."""
    days = [criterion.opens_on for criterion in group.criteria]
    if group.opens_on or not days or None in days:
        return group
    day = Counter(days).most_common(1)[0][0]
    criteria = (
        replace(one, opens_on=None) if one.opens_on == day else one for one in group.criteria
    )
    return replace(group, opens_on=day, criteria=tuple(criteria))
