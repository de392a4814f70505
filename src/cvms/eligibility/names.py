"""What rule sets and groups are called: in the reader's language, and no two of them alike."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .models import RuleSetVersion
from .rules import Group, RuleSet

LONGEST = 200
"""Characters, as the database has room for."""

_DRAFT_OF, _BORRADOR_DE = "Draft of ", "Borrador de "
_FIELDS = (("name", _("Name"), _DRAFT_OF), ("name_es", _("Name in Spanish"), _BORRADOR_DE))
_STILL_A_DRAFTS = _(
    "“%(field)s” still begins with “%(mark)s”. Under “Edit name and dates”, give the name that "
    "recipients are to read."
)
_TAKEN = _(
    "“%(field)s” is the same as that of version %(version)s, which is published. Under “Edit name "
    "and dates”, give another, so that people can tell them apart."
)


def name_of(named: RuleSet | Group) -> str:
    """As the reader sees it. English where a version was published before it had Spanish names."""
    if get_language() == "es":
        return named.name_es or named.name
    return named.name


def as_draft(rules: RuleSet) -> RuleSet:
    """The same under names that nobody takes for those of the rules it is a copy of."""
    return replace(
        rules,
        name=_marked(_DRAFT_OF, rules.name),
        name_es=_marked(_BORRADOR_DE, rules.name_es),
    )


def _marked(mark: str, name: str) -> str:
    if not name or name.startswith(mark):
        return name
    return f"{mark}{name}"[:LONGEST]


def confusions(draft: RuleSetVersion) -> Iterator[str]:
    """Which of a draft's names people would take for another's, in sentences for its editor."""
    published = [(one.version, one.written) for one in RuleSetVersion.objects.published()]
    for field, label, mark in _FIELDS:
        name = getattr(draft.written, field)
        taken = {_plain(getattr(rules, field)): version for version, rules in published}
        if name.startswith(mark):
            yield _STILL_A_DRAFTS % {"field": label, "mark": mark.strip()}
        elif name and (version := taken.get(_plain(name))):
            yield _TAKEN % {"field": label, "version": version}


def _plain(name: str) -> str:
    """Without what the eye passes over."""
    return " ".join(name.split()).casefold()
