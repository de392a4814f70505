"""Whether a rule set makes sense, in sentences for the staff who edit it."""

import re
from collections.abc import Iterator
from itertools import pairwise

from cvms.eligibility.rules import Criterion, Group, RuleSet
from cvms.eligibility.wording import REASONS

HIGHEST_AGE = 150
"""Years; an age above it is a slip of the hand."""


class RuleSetError(ValueError):
    """A rule set that cannot be used; `problems` are sentences, each names its place."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


def problems(rule_set: RuleSet) -> list[str]:
    """Everything that keeps the rule set from being published; empty when it is sound."""
    return [*_of_rule_set(rule_set), *_of_order(rule_set), *_of_groups(rule_set)]


def _of_rule_set(rule_set: RuleSet) -> Iterator[str]:
    if not rule_set.version.strip():
        yield "The rule set has no version"
    if not rule_set.name.strip():
        yield "The rule set has no name"
    if not rule_set.groups:
        yield "The rule set has no groups"
    if not 0 <= rule_set.lowest_age <= HIGHEST_AGE:
        yield f"The lowest age {rule_set.lowest_age} is not between 0 and {HIGHEST_AGE}"


def _of_order(rule_set: RuleSet) -> Iterator[str]:
    seen: set[str] = set()
    for group in rule_set.groups:
        label = group.label.strip().casefold()
        if label in seen:
            yield f"Group {group.label}: another group has the same label"
        seen.add(label)
    for before, after in pairwise(rule_set.groups):
        if before.order >= after.order:
            yield (
                f"Group {after.label}: its order {after.order} is not above "
                f"the order {before.order} of Group {before.label} before it"
            )


def _of_groups(rule_set: RuleSet) -> Iterator[str]:
    for number, group in enumerate(rule_set.groups, 1):
        # A group without a label is named by its place.
        place = f"Group {group.label}" if group.label.strip() else f"Group number {number}"
        yield from (f"{place}: {problem}" for problem in _of_group(group))
        for position, criterion in enumerate(group.criteria, 1):
            # "Group 2: the lowest age ..." is enough where there is only one way in.
            way = f"{place}, criterion {position}" if len(group.criteria) > 1 else place
            for problem in _of_criterion(criterion, rule_set.lowest_age):
                yield f"{way}: {problem}"


def _of_group(group: Group) -> Iterator[str]:
    if not group.label.strip():
        yield "it has no label"
    if not group.name.strip():
        yield "it has no name"
    if not group.criteria:
        yield "it has no criteria, so nobody could be in it"


def _of_criterion(criterion: Criterion, authorized_from: int) -> Iterator[str]:
    yield from _of_ages(criterion, authorized_from)
    yield from _of_demands(criterion)
    yield from _of_reason(criterion)


def _of_ages(criterion: Criterion, authorized_from: int) -> Iterator[str]:
    lowest = criterion.lowest_age
    highest = HIGHEST_AGE if criterion.highest_age is None else criterion.highest_age
    if not (0 <= lowest <= HIGHEST_AGE and 0 <= highest <= HIGHEST_AGE):
        yield f"ages are between 0 and {HIGHEST_AGE}"
    elif lowest > highest:
        yield f"the lowest age {lowest} is above the highest age {highest}"
    elif highest < authorized_from:
        yield (
            f"the highest age {highest} is below {authorized_from}, "
            "the lowest age of the rule set, so nobody fits"
        )


def _of_demands(criterion: Criterion) -> Iterator[str]:
    if criterion.conditions_at_least not in range(3):
        yield f"conditions_at_least is 0, 1 or 2, not {criterion.conditions_at_least}"
    for question, accepted in criterion.accepts:
        if not accepted:
            yield f"no answer to {question} is accepted, so nobody fits"


def _of_reason(criterion: Criterion) -> Iterator[str]:
    if criterion.reason not in REASONS:
        yield f"the reason {criterion.reason!r} is not one of: {', '.join(REASONS)}"
        return
    sentence = REASONS[criterion.reason]
    for bound in re.findall(r"%\((\w+)\)s", sentence):
        # No bound is 0 below and None above.
        if not getattr(criterion, bound):
            told, words = re.sub(r"%\(\w+\)s", "…", sentence), bound.replace("_", " ")
            yield f"the person is told “{told}”, but there is no {words}"
