"""Whether a rule set makes sense, in sentences for the staff who edit it."""

from collections.abc import Iterator
from itertools import pairwise

from cvms.rules import complaints
from cvms.rules.criterion_checks import HIGHEST_AGE, of_criterion
from cvms.rules.rule_set import Group, RuleSet


class RuleSetError(ValueError):
    """A rule set that cannot be used; `problems` are sentences, each names its place."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def problems(rule_set: RuleSet) -> list[str]:
    """Everything that keeps people from being decided by it; empty when it is sound."""
    return [*_of_rule_set(rule_set), *_of_order(rule_set), *_of_groups(rule_set)]


def untranslated(rule_set: RuleSet) -> list[str]:
    """The names that readers of Spanish would get in English.

    Not among the problems: versions are in force that were published before names had a Spanish.
    """
    unnamed = [place for place, group in _placed(rule_set) if not group.name_es.strip()]
    return [
        *([] if rule_set.name_es.strip() else [complaints.NO_SPANISH]),
        *(_at(place, complaints.GROUP_NO_SPANISH) for place in unnamed),
    ]


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
    for place, group in _placed(rule_set):
        label = group.label.strip().casefold()
        if label and label in seen:
            yield _at(place, complaints.SAME_LABEL)
        seen.add(label)
    for (_, before), (place, after) in pairwise(_placed(rule_set)):
        if before.order >= after.order:
            words = complaints.ORDER.format(
                order=after.order, before=before.order, label=before.label
            )
            yield _at(place, words)


def _placed(rule_set: RuleSet) -> Iterator[tuple[str, Group]]:
    """The groups, each with what a sentence calls it."""
    for number, group in enumerate(rule_set.groups, 1):
        label = group.label.strip()
        named = complaints.GROUP if label else complaints.NUMBERED_GROUP
        yield named.format(label=label, number=number), group


def _at(place: str, problem: str) -> str:
    return complaints.PLACE.format(place=place, problem=problem)


def _of_groups(rule_set: RuleSet) -> Iterator[str]:
    for place, group in _placed(rule_set):
        yield from (_at(place, problem) for problem in _of_group(group))
        for position, criterion in enumerate(group.criteria, 1):
            # "Group 2: ..." is enough where there is only one way in.
            one = complaints.WAY.format(place=place, position=position)
            way = one if len(group.criteria) > 1 else place
            for problem in of_criterion(criterion, rule_set.lowest_age):
                yield _at(way, problem)


def _of_group(group: Group) -> Iterator[str]:
    if not group.label.strip():
        yield complaints.GROUP_NO_LABEL
    if not group.name.strip():
        yield complaints.GROUP_NO_NAME
    if not group.criteria:
        yield complaints.GROUP_NO_WAY
