"""Rules of the tests' own: shipped ones with other days, published as staff would."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from django.utils import timezone

from cvms.accounts.models import User
from cvms.eligibility.drafts import actions
from cvms.eligibility.drafts.counting import count_all
from cvms.eligibility.models import RuleSetVersion
from cvms.rules.rule_set import Group, RuleSet


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def opening(label: str, day: date | None) -> Callable[[RuleSet], RuleSet]:
    """The change by which a group opens on that day, whatever way leads into it."""

    def change(rules: RuleSet) -> RuleSet:
        return replace(rules, groups=tuple(_opened(group, label, day) for group in rules.groups))

    return change


def _opened(group: Group, label: str, day: date | None) -> Group:
    if group.label != label:
        return group
    return replace(group, criteria=tuple(replace(one, opens_on=day) for one in group.criteria))


def draft(*changes: Callable[[RuleSet], RuleSet], by: User) -> RuleSetVersion:
    """A draft made from the rules in force, under names of its own, with these changes."""
    source = RuleSetVersion.objects.in_force(timezone.localdate())
    made = actions.new_draft(source=source, by=by)
    rules = replace(made.written, name=f"Rules {made.version}", name_es=f"Reglas {made.version}")
    for change in changes:
        rules = change(rules)
    return actions.edit(draft=made, revision=made.revision, rules=rules, by=by)


def publish(*changes: Callable[[RuleSet], RuleSet], by: User) -> RuleSetVersion:
    """The same, published."""
    made = draft(*changes, by=by)
    actions.compare(draft=made, revision=made.revision)
    count_all(made.pk)
    return actions.publish(draft=made, revision=made.revision, by=by)
