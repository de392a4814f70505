"""What rule sets and groups are called, in the reader's language; a draft is called one."""

from dataclasses import replace

from django.utils.translation import get_language

from cvms.rules.rule_set import Group, RuleSet, with_day

LONGEST = 200
"""Characters, as the database has room for."""

DRAFT_OF, BORRADOR_DE = "Draft of ", "Borrador de "


def name_of(named: RuleSet | Group) -> str:
    """As the reader sees it. English where a version was published before it had Spanish names."""
    if get_language() == "es":
        return named.name_es or named.name
    return named.name


def as_draft(rules: RuleSet) -> RuleSet:
    """The same under names that nobody takes for those of the rules it is a copy of."""
    return replace(
        rules,
        groups=tuple(map(with_day, rules.groups)),
        name=_marked(DRAFT_OF, rules.name),
        name_es=_marked(BORRADOR_DE, rules.name_es),
    )


def _marked(mark: str, name: str) -> str:
    if not name or name.startswith(mark):
        return name
    return f"{mark}{name}"[:LONGEST]
