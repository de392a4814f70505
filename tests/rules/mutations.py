"""Every small change to the rules that could let somebody in or keep somebody out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from cvms.rules.rule_set import Criterion, RuleSet

A_DAY = timedelta(days=1)


def mutations(rule_set: RuleSet) -> Iterator[tuple[str, RuleSet]]:
    """Each with a description of what was changed."""
    yield "lowest age of the set", replace(rule_set, lowest_age=rule_set.lowest_age + 1)
    yield "lowest age of the set", replace(rule_set, lowest_age=rule_set.lowest_age - 1)
    for index, group in enumerate(rule_set.groups):
        for number, criterion in enumerate(group.criteria):
            for change, mutant in _mutants(criterion, rule_set.lowest_age):
                criteria = (*group.criteria[:number], *mutant, *group.criteria[number + 1 :])
                changed = replace(group, criteria=criteria)
                groups = (*rule_set.groups[:index], changed, *rule_set.groups[index + 1 :])
                place = f"{rule_set.version}, group {group.label}, criterion {number + 1}"
                yield f"{place}: {change}", replace(rule_set, groups=groups)


def _mutants(
    criterion: Criterion, authorized_from: int
) -> Iterator[tuple[str, tuple[Criterion, ...]]]:
    yield "removed", ()
    yield "another reason", (replace(criterion, reason="never"),)
    yield "another day", (replace(criterion, opens_on=(criterion.opens_on or date.min) + A_DAY),)
    yield from _ages(criterion, authorized_from)
    if criterion.conditions_at_least:
        fewer = criterion.conditions_at_least - 1
        yield "fewer conditions", (replace(criterion, conditions_at_least=fewer),)
    if criterion.conditions_at_least == 1:
        yield "more conditions", (replace(criterion, conditions_at_least=2),)
    yield from _demands(criterion)


def _ages(
    criterion: Criterion, authorized_from: int
) -> Iterator[tuple[str, tuple[Criterion, ...]]]:
    if criterion.lowest_age:
        yield "higher lowest age", (replace(criterion, lowest_age=criterion.lowest_age + 1),)
    # Below the authorized age nobody is in any group, so a lower bound there changes nothing.
    if criterion.lowest_age > authorized_from:
        yield "lower lowest age", (replace(criterion, lowest_age=criterion.lowest_age - 1),)
    if criterion.highest_age is not None:
        yield "lower highest age", (replace(criterion, highest_age=criterion.highest_age - 1),)


def _demands(criterion: Criterion) -> Iterator[tuple[str, tuple[Criterion, ...]]]:
    for index, (question, accepted) in enumerate(criterion.accepts):
        others = criterion.accepts[:index] + criterion.accepts[index + 1 :]
        yield f"{question} not asked", (replace(criterion, accepts=others),)
        # That the eight sectors are treated alike has a test of its own.
        if question != "frontline_sector":
            for answer in accepted:
                less = (*others, (question, accepted - {answer}))
                yield f"{question} {answer} not accepted", (replace(criterion, accepts=less),)
