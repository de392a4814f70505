"""What a rule set is: groups in order, each with the criteria that put a person into it.

Everything here is data that staff edit and publish; `decisions` says what follows from it,
`rule_check` whether it makes sense, `rule_json` how it is stored.
"""

from collections.abc import Iterator
from dataclasses import dataclass
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
    is 0, 1 or 2. `opens_on` is None as long as no opening day is announced. `reason` is a code
    of `wording.REASONS`.
    """

    reason: str
    opens_on: date | None = None
    lowest_age: int = 0
    highest_age: int | None = None
    conditions_at_least: int = 0
    accepts: tuple[tuple[str, frozenset[Choice]], ...] = ()

    def fits(self, answers: Answers, age: int) -> bool:
        if age < self.lowest_age:
            return False
        if self.highest_age is not None and age > self.highest_age:
            return False
        needed = self.conditions_at_least
        if needed and answers.conditions not in _ENOUGH_CONDITIONS[needed]:
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
    `source` says where its criteria and days are published, `note` what is uncertain: for staff.
    """

    label: str
    order: int
    name: str
    name_es: str = ""
    criteria: tuple[Criterion, ...]
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """One published version of the rules; `groups` stand in their order, the first wins.

    Nobody under `lowest_age` is in a group, whatever they answer: no vaccine is authorized for
    them. It is one number here because an authorization changes it for all groups at once.
    """

    version: str
    name: str
    name_es: str = ""
    effective_from: date
    groups: tuple[Group, ...]
    lowest_age: int = 0
    source: str = ""
    note: str = ""

    def criteria(self) -> Iterator[Criterion]:
        return chain.from_iterable(group.criteria for group in self.groups)
