"""Compare two rule sets: how they would decide the people who are registered."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cvms.rules.answers import Answers
from cvms.rules.decisions import decide
from cvms.rules.rule_set import RuleSet


@dataclass(frozen=True, slots=True)
class Comparison:
    """Numbers of people by group (label or None) before and after, including those who stay.

    `newly_open` people may be vaccinated after but not before; `newly_closed` the reverse.
    """

    people: Mapping[tuple[str | None, str | None], int]
    newly_open: int
    newly_closed: int

    @property
    def moves(self) -> dict[tuple[str | None, str | None], int]:
        """Return the numbers without the people who stay in the same group."""
        return {pair: count for pair, count in self.people.items() if pair[0] != pair[1]}

    @property
    def moved(self) -> int:
        return sum(self.moves.values())


def compare(before: RuleSet, after: RuleSet, population: Iterable[Answers], on: date) -> Comparison:
    """Decide everyone by both rule sets for the day `on`; uses constant memory."""
    people: Counter[tuple[str | None, str | None]] = Counter()
    openings: Counter[tuple[bool, bool]] = Counter()
    for answers in population:
        old, new = decide(answers, before, on), decide(answers, after, on)
        people[old.group, new.group] += 1
        openings[old.open_now, new.open_now] += 1
    return Comparison(people, openings[False, True], openings[True, False])
