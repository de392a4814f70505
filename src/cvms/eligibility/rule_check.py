"""Whether a rule set makes sense, in sentences for the staff who edit it."""

import re
from collections.abc import Iterator
from itertools import pairwise

from cvms.eligibility import complaints
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
        yield complaints.NO_VERSION
    if not rule_set.name.strip():
        yield complaints.NO_NAME
    if not rule_set.groups:
        yield complaints.NO_GROUPS
    if not 0 <= rule_set.lowest_age <= HIGHEST_AGE:
        yield complaints.LOWEST_AGE.format(lowest=rule_set.lowest_age, highest=HIGHEST_AGE)


def _of_order(rule_set: RuleSet) -> Iterator[str]:
    seen: set[str] = set()
    for group in rule_set.groups:
        label = group.label.strip().casefold()
        if label in seen:
            yield _at(complaints.GROUP.format(label=group.label), complaints.SAME_LABEL)
        seen.add(label)
    for before, after in pairwise(rule_set.groups):
        if before.order >= after.order:
            words = complaints.ORDER.format(
                order=after.order, before=before.order, label=before.label
            )
            yield _at(complaints.GROUP.format(label=after.label), words)


def _at(place: str, problem: str) -> str:
    return complaints.PLACE.format(place=place, problem=problem)


def _of_groups(rule_set: RuleSet) -> Iterator[str]:
    for number, group in enumerate(rule_set.groups, 1):
        named = complaints.GROUP if group.label.strip() else complaints.NUMBERED_GROUP
        place = named.format(label=group.label, number=number)
        yield from (_at(place, problem) for problem in _of_group(group))
        for position, criterion in enumerate(group.criteria, 1):
            # "Group 2: the lowest age ..." is enough where there is only one way in.
            one = complaints.CRITERION.format(place=place, position=position)
            way = one if len(group.criteria) > 1 else place
            for problem in _of_criterion(criterion, rule_set.lowest_age):
                yield _at(way, problem)


def _of_group(group: Group) -> Iterator[str]:
    if not group.label.strip():
        yield complaints.GROUP_NO_LABEL
    if not group.name.strip():
        yield complaints.GROUP_NO_NAME
    if not group.criteria:
        yield complaints.GROUP_NO_CRITERIA


def _of_criterion(criterion: Criterion, authorized_from: int) -> Iterator[str]:
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
    for bound in re.findall(r"%\((\w+)\)s", sentence):
        # No bound is 0 below and None above.
        if not getattr(criterion, bound):
            words = bound.replace("_", " ")
            yield complaints.NO_BOUND.format(told=with_gaps(sentence), bound=words)


def with_gaps(sentence: str) -> str:
    """What a person is told, where the ages are not known."""
    return re.sub(r"%\(\w+\)s", "…", sentence)
