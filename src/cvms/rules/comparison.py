"""What publishing other rules would do to the people who are registered."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cvms.rules.answers import Answers
from cvms.rules.decisions import decide
from cvms.rules.rule_set import RuleSet


@dataclass(frozen=True, slots=True)
class Comparison:
    """People counted by their group (label or None) before and after, stays included.

    `newly_open` people may be vaccinated after but not before; `newly_closed` the other way.
    """

    people: Mapping[tuple[str | None, str | None], int]
    newly_open: int
    newly_closed: int

    @property
    def moves(self) -> dict[tuple[str | None, str | None], int]:
        """The same without the people who stay in a group of that label."""
        return {pair: count for pair, count in self.people.items() if pair[0] != pair[1]}

    @property
    def moved(self) -> int:
        return sum(self.moves.values())


def compare(before: RuleSet, after: RuleSet, population: Iterable[Answers], on: date) -> Comparison:
    """Decides everyone twice on the day `on`, holding nobody in memory."""
    people: Counter[tuple[str | None, str | None]] = Counter()
    openings: Counter[tuple[bool, bool]] = Counter()
    for answers in population:
        old, new = decide(answers, before, on), decide(answers, after, on)
        people[old.group, new.group] += 1
        openings[old.open_now, new.open_now] += 1
    return Comparison(people, openings[False, True], openings[True, False])
