"""Check whether a rule set makes sense."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from cvms.rules.criterion_checks import HIGHEST_AGE, of_criterion
from cvms.rules.problems import Code, Place, Problem
from cvms.rules.rule_set import Group, RuleSet
from cvms.rules.sentence_checks import of_sentence


def problems(rule_set: RuleSet) -> list[Problem]:
    """Return everything that makes it impossible to decide people by it; [] if there is nothing."""
    return [*_of_rule_set(rule_set), *_of_order(rule_set), *_of_groups(rule_set)]


def shortcomings(rule_set: RuleSet) -> list[Problem]:
    """Return what prevents publication, although people could be decided by it.

    These are separate from `problems`, because versions published before these checks existed are
    in force.
    """
    unnamed = [place for place, group in _placed(rule_set) if not group.name_es.strip()]
    return [
        *([] if rule_set.name_es.strip() else [Problem(Code.NO_SPANISH)]),
        *(Problem(Code.GROUP_NO_SPANISH, place=place) for place in unnamed),
        *_of_sentences(rule_set),
    ]


def _of_sentences(rule_set: RuleSet) -> Iterator[Problem]:
    for place, group in _placed(rule_set):
        for at, criterion in enumerate(group.criteria, 1):
            way = replace(place, way=at)
            yield from (
                replace(one, place=way) for one in of_sentence(criterion, rule_set.lowest_age)
            )


def _of_rule_set(rule_set: RuleSet) -> Iterator[Problem]:
    if not rule_set.version.strip():
        yield Problem(Code.NO_VERSION)
    if not rule_set.name.strip():
        yield Problem(Code.NO_NAME)
    if not rule_set.groups:
        yield Problem(Code.NO_GROUPS)
    if not 0 <= rule_set.lowest_age <= HIGHEST_AGE:
        params = {"lowest": rule_set.lowest_age, "highest": HIGHEST_AGE}
        yield Problem(Code.LOWEST_AGE, params)


def _of_order(rule_set: RuleSet) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, group in _placed(rule_set):
        label = group.label.strip().casefold()
        if label and label in seen:
            yield Problem(Code.SAME_NUMBER, place=place)
        seen.add(label)
    for (_, before), (place, after) in pairwise(_placed(rule_set)):
        if before.order >= after.order:
            params: dict[str, str | int] = {
                "order": after.order,
                "before": before.order,
                "label": before.label,
            }
            yield Problem(Code.ORDER, params, place)


def _placed(rule_set: RuleSet) -> Iterator[tuple[Place, Group]]:
    for number, group in enumerate(rule_set.groups, 1):
        yield Place(number, group.label.strip(), ways=len(group.criteria)), group


def _of_groups(rule_set: RuleSet) -> Iterator[Problem]:
    for place, group in _placed(rule_set):
        yield from (Problem(code, place=place) for code in _of_group(group))
        for at, criterion in enumerate(group.criteria, 1):
            way = replace(place, way=at)
            for problem in of_criterion(criterion, rule_set.lowest_age):
                yield replace(problem, place=way)


def _of_group(group: Group) -> Iterator[Code]:
    if not group.label.strip():
        yield Code.GROUP_NO_NUMBER
    if not group.name.strip():
        yield Code.GROUP_NO_NAME
    if not group.criteria:
        yield Code.GROUP_NO_WAY
