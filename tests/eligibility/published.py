"""Rules of the tests' own: shipped ones with other days, published as staff would."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from django.utils import timezone

from cvms.accounts.models import User
from cvms.accounts.permissions import Role
from cvms.eligibility.drafts.actions import editing, publishing
from cvms.eligibility.drafts.actions.counting import count_all
from cvms.eligibility.models import RuleSetVersion
from cvms.rules.rule_set import Group, RuleSet
from tests import make


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
    criteria = tuple(replace(one, opens_on=None) for one in group.criteria)
    return replace(group, opens_on=day, criteria=criteria)


def draft(*changes: Callable[[RuleSet], RuleSet], by: User) -> RuleSetVersion:
    """A draft made from the rules in force, under names of its own, with these changes."""
    source = RuleSetVersion.objects.in_force(timezone.localdate())
    made = editing.new_draft(source=source, by=by)
    rules = replace(made.written, name=f"Rules {made.version}", name_es=f"Reglas {made.version}")
    for change in changes:
        rules = change(rules)
    return editing.edit(draft=made, revision=made.revision, rules=rules, by=by)


def publish(*changes: Callable[[RuleSet], RuleSet], by: User) -> RuleSetVersion:
    """The same, proposed by one editor and published by another."""
    made = draft(*changes, by=by)
    publishing.compare(draft=made, revision=made.revision)
    count_all(made.pk)
    publishing.propose(draft=made, revision=made.revision, by=by)
    return publishing.publish(draft=made, revision=made.revision, by=second_editor())


def second_editor() -> User:
    """Somebody who publishes what others propose."""
    known = User.objects.filter(email="second.editor@state.example").first()
    return known or make.user(Role.ELIGIBILITY_EDITOR, "second.editor@state.example")
