"""Names of rule sets and groups in the reader's language, and names of drafts."""

from dataclasses import replace

from django.utils.translation import get_language

from cvms.rules.rule_set import Group, RuleSet, with_day

LONGEST = 200
"""Characters, the length of the database column."""

DRAFT_OF, BORRADOR_DE = "Draft of ", "Borrador de "


def name_of(named: RuleSet | Group) -> str:
    """Return the name in the reader's language; English if there is no Spanish name."""
    if get_language() == "es":
        return named.name_es or named.name
    return named.name


def as_draft(rules: RuleSet) -> RuleSet:
    """Return a copy with names that cannot be confused with those of the original."""
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
