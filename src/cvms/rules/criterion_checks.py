"""Check whether one criterion, a way into a group, makes sense."""

import re
from collections.abc import Iterator

from cvms.rules.problems import Code, Problem
from cvms.rules.reasons import REASONS
from cvms.rules.rule_set import Criterion

HIGHEST_AGE = 150
"""Years; an age above it is a typing error."""

BOUNDS = ("lowest_age", "highest_age")


def of_criterion(criterion: Criterion, authorized_from: int) -> Iterator[Problem]:
    """Yield what is wrong with a criterion; the caller adds the place."""
    yield from _of_ages(criterion, authorized_from)
    yield from _of_demands(criterion)
    yield from _of_reason(criterion)


def _of_ages(criterion: Criterion, authorized_from: int) -> Iterator[Problem]:
    lowest = criterion.lowest_age
    highest = HIGHEST_AGE if criterion.highest_age is None else criterion.highest_age
    if not (0 <= lowest <= HIGHEST_AGE and 0 <= highest <= HIGHEST_AGE):
        yield Problem(Code.AGES, {"highest": HIGHEST_AGE})
    elif lowest > highest:
        yield Problem(Code.AGES_CROSSED, {"lowest": lowest, "highest": highest})
    elif highest < authorized_from:
        yield Problem(Code.AGE_TOO_LOW, {"highest": highest, "authorized": authorized_from})


def _of_demands(criterion: Criterion) -> Iterator[Problem]:
    if criterion.conditions_at_least not in range(3):
        yield Problem(Code.CONDITIONS, {"number": criterion.conditions_at_least})
    for question, accepted in criterion.accepts:
        if not accepted:
            yield Problem(Code.NO_ANSWER, {"question": question})


def _of_reason(criterion: Criterion) -> Iterator[Problem]:
    if criterion.reason not in REASONS:
        yield Problem(Code.UNKNOWN_REASON, {"reason": criterion.reason})
        return
    sentence = REASONS[criterion.reason]
    for bound in BOUNDS:
        # Without a bound, the lowest age is 0 and the highest None.
        if f"%({bound})s" in sentence and not getattr(criterion, bound):
            yield Problem(Code.NO_BOUND, {"reason": criterion.reason, "bound": bound})


def with_gaps(sentence: str) -> str:
    """Return a sentence with "…" in place of its ages."""
    return re.sub(r"%\(\w+\)s", "…", sentence)
