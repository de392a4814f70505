"""Whether one way into a group makes sense."""

import re
from collections.abc import Iterator

from cvms.eligibility.rules import Criterion
from cvms.eligibility.wording import REASONS

HIGHEST_AGE = 150
"""Years; an age above it is a slip of the hand."""

_BOUNDS = {"lowest_age": "Lowest age", "highest_age": "Highest age"}


def of_criterion(criterion: Criterion, authorized_from: int) -> Iterator[str]:
    """What is wrong with it, each the end of a sentence that begins with its place."""
    yield from _of_ages(criterion, authorized_from)
    yield from _of_demands(criterion)
    yield from _of_reason(criterion)


def _of_ages(criterion: Criterion, authorized_from: int) -> Iterator[str]:
    lowest = criterion.lowest_age
    highest = HIGHEST_AGE if criterion.highest_age is None else criterion.highest_age
    if not (0 <= lowest <= HIGHEST_AGE and 0 <= highest <= HIGHEST_AGE):
        yield f"make “Lowest age” and “Highest age” ages from 0 to {HIGHEST_AGE}."
    elif lowest > highest:
        yield (
            f"“Lowest age” {lowest} is above “Highest age” {highest}, so nobody fits. "
            "Change one of the two."
        )
    elif highest < authorized_from:
        yield (
            f"“Highest age” {highest} is below {authorized_from}, the “Lowest authorized age”, "
            "so nobody fits. Change one of the two, or remove this way into the group."
        )


def _of_demands(criterion: Criterion) -> Iterator[str]:
    if criterion.conditions_at_least not in range(3):
        yield f"“Conditions” asks for {criterion.conditions_at_least}. Make it 0, 1 or 2."
    for question, accepted in criterion.accepts:
        if not accepted:
            yield f"no answer to {question} is accepted, so nobody fits. Accept at least one."


def _of_reason(criterion: Criterion) -> Iterator[str]:
    if criterion.reason not in REASONS:
        yield (
            f"{criterion.reason!r} is none of the sentences for “What the person is told”. "
            f"Choose one: {', '.join(REASONS)}."
        )
        return
    sentence = REASONS[criterion.reason]
    for bound, label in _BOUNDS.items():
        # No bound is 0 below and None above.
        if f"%({bound})s" in sentence and not getattr(criterion, bound):
            told = re.sub(r"%\(\w+\)s", "…", sentence)
            yield (
                f"the person is told “{told}”, but “{label}” is empty. Give the age, or choose "
                "another sentence in “What the person is told”."
            )
