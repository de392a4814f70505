"""Whether a rule set makes sense, in sentences for the staff who edit it.

Each names the fields as the editor's pages label them, and says what to do.
"""

from collections.abc import Iterator
from itertools import pairwise

from cvms.eligibility.criterion_check import HIGHEST_AGE, of_criterion
from cvms.eligibility.rules import Group, RuleSet

_GIVE_IT = "Give it under “Edit name and dates”."


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
    found = [] if rule_set.name_es.strip() else [f"“Name in Spanish” is empty. {_GIVE_IT}"]
    for place, group in _placed(rule_set):
        if not group.name_es.strip():
            found.append(f"{place}: “Name in Spanish” is empty. Give it for who reads Spanish.")
    return found


def _of_rule_set(rule_set: RuleSet) -> Iterator[str]:
    if not rule_set.version.strip():
        yield f"“Version” is empty. {_GIVE_IT}"
    if not rule_set.name.strip():
        yield f"“Name” is empty. {_GIVE_IT}"
    if not rule_set.groups:
        yield "There is no group. Choose “Add a group”."
    if not 0 <= rule_set.lowest_age <= HIGHEST_AGE:
        yield (
            f"“Lowest authorized age” is {rule_set.lowest_age}. "
            f"Make it an age from 0 to {HIGHEST_AGE} under “Edit name and dates”."
        )


def _of_order(rule_set: RuleSet) -> Iterator[str]:
    seen: set[str] = set()
    for group in rule_set.groups:
        label = group.label.strip()
        if label and label.casefold() in seen:
            yield f"Group {label}: another group has this “Number”. Change one of the two."
        seen.add(label.casefold())
    for before, after in pairwise(rule_set.groups):
        if before.order >= after.order:
            yield (
                f"Group {after.label}: its place in the order, {after.order}, does not come after "
                f"{before.order}, that of Group {before.label}. Move one of the two."
            )


def _placed(rule_set: RuleSet) -> Iterator[tuple[str, Group]]:
    """The groups with what each is called in a sentence."""
    for number, group in enumerate(rule_set.groups, 1):
        # Without a number of its own it is found by its place on the page.
        label = group.label.strip()
        yield f"Group {label}" if label else f"Group in place {number}", group


def _of_groups(rule_set: RuleSet) -> Iterator[str]:
    for place, group in _placed(rule_set):
        yield from (f"{place}: {problem}" for problem in _of_group(group))
        for number, criterion in enumerate(group.criteria, 1):
            # "Group 2: ..." is enough where there is only one way in.
            way = f"{place}, way {number}" if len(group.criteria) > 1 else place
            for problem in of_criterion(criterion, rule_set.lowest_age):
                yield f"{way}: {problem}"


def _of_group(group: Group) -> Iterator[str]:
    if not group.label.strip():
        yield "“Number” is empty. Give it one as people know it, such as 3 or 1b."
    if not group.name.strip():
        yield "“Name” is empty. Say whom the group is for."
    if not group.criteria:
        yield "nobody could be in it. Add a way in under “Ways into the group”."
