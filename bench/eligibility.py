"""How long 100,000 decisions take, compared with the shortest possible loop over the people.

The ratio is more useful than seconds, because it is nearly the same on a slow machine.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from time import perf_counter

from bench.figures import Figure, at_most, measures
from cvms.rules.answers import CHOICES, Answers
from cvms.rules.decisions import decide, next_change
from cvms.rules.shipped import shipped_rule_sets

PEOPLE = 100_000
TARGET_RATIO = 25
ON = date(2021, 3, 10)


def population(size: int) -> list[Answers]:
    """Make random people, the same in each run; one answer in five is not the default."""
    chance = random.Random(20210114)
    return [_person(chance) for _ in range(size)]


def _person(chance: random.Random) -> Answers:
    born = date(1930, 1, 1) + timedelta(days=chance.randrange(90 * 365))
    # Only people who work in a sector can work in a school, so this question keeps its default.
    asked = [name for name in CHOICES if name != "child_care_or_prek12" and chance.random() < 0.2]
    return Answers(date_of_birth=born, **{name: chance.choice(CHOICES[name]) for name in asked})


def seconds(of_one: Callable[[Answers], object], people: Sequence[Answers]) -> float:
    """Return the best of three passes, because the machine is shared."""
    return min(_pass(of_one, people) for _ in range(3))


def _pass(of_one: Callable[[Answers], object], people: Sequence[Answers]) -> float:
    start = perf_counter()
    for answers in people:
        of_one(answers)
    return perf_counter() - start


@measures("decisions_vs_lookup")
def measure() -> Iterator[Figure]:
    """Print what each step takes, then yield the figure of the slowest rule set."""
    people = population(PEOPLE)
    table = dict.fromkeys(people)
    floor = seconds(table.get, people)
    stored = [answers.as_mapping() for answers in people]
    print(f"{PEOPLE:,} people; a dict lookup each takes {floor:.2f} s")
    report("read from storage", seconds(Answers.from_mapping, stored), floor)
    slowest = 0.0
    for rules in shipped_rule_sets():
        taken = seconds(lambda a, r=rules: decide(a, r, ON), people)
        report(f"decide, {rules.version}", taken, floor)
        slowest = max(slowest, taken)
    change = seconds(lambda a, r=rules: next_change(a, r, ON), people)
    report(f"next_change, {rules.version}", change, floor)
    beside = f"a dict lookup a person: {floor / PEOPLE * 1e6:.2f} us"
    yield at_most(TARGET_RATIO, "decisions_vs_lookup", slowest / floor, "times", beside=beside)


def report(name: str, duration: float, floor: float) -> None:
    """Print one line: total seconds, microseconds each, and the ratio to the floor."""
    each = duration / PEOPLE * 1e6
    print(f"{name:28} {duration:6.2f} s  {each:6.2f} us each  {duration / floor:6.1f} times")
