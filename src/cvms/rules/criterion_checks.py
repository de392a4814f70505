"""Whether one way into a group makes sense."""

import re
from collections.abc import Iterator

from cvms.rules import complaints
from cvms.rules.reasons import REASONS
from cvms.rules.rule_set import Criterion

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
        yield complaints.AGES.format(highest=HIGHEST_AGE)
    elif lowest > highest:
        yield complaints.AGES_CROSSED.format(lowest=lowest, highest=highest)
    elif highest < authorized_from:
        yield complaints.AGE_TOO_LOW.format(highest=highest, authorized=authorized_from)


def _of_demands(criterion: Criterion) -> Iterator[str]:
    if criterion.conditions_at_least not in range(3):
        yield complaints.CONDITIONS.format(number=criterion.conditions_at_least)
    for question, accepted in criterion.accepts:
        if not accepted:
            yield complaints.NO_ANSWER.format(question=question)


def _of_reason(criterion: Criterion) -> Iterator[str]:
    if criterion.reason not in REASONS:
        yield complaints.UNKNOWN_REASON.format(
            reason=repr(criterion.reason), reasons=", ".join(REASONS)
        )
        return
    sentence = REASONS[criterion.reason]
    for bound, label in _BOUNDS.items():
        # No bound is 0 below and None above.
        if f"%({bound})s" in sentence and not getattr(criterion, bound):
            yield complaints.NO_BOUND.format(told=with_gaps(sentence), bound=label)


def with_gaps(sentence: str) -> str:
    """What a person is told, where the ages are not known."""
    return re.sub(r"%\(\w+\)s", "…", sentence)
