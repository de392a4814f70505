"""Names by which people would take one rule set for another."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from ..models import RuleSetVersion
from ..names import BORRADOR_DE, DRAFT_OF

_FIELDS = (("name", _("Name"), DRAFT_OF), ("name_es", _("Name in Spanish"), BORRADOR_DE))
_STILL_A_DRAFTS = _(
    "“%(field)s” still begins with “%(mark)s”. Under “Edit name and dates”, give the name that "
    "recipients are to read."
)
_TAKEN = _(
    "“%(field)s” is the same as that of version %(version)s, which is published. Under “Edit name "
    "and dates”, give another, so that people can tell them apart."
)


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
