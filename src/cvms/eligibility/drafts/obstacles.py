"""Find what prevents a draft from being published: problems of its rules, and confusable names."""

from collections.abc import Iterator

from django.utils import timezone

from cvms.rules.checks import problems, shortcomings
from cvms.rules.problems import Problem

from ..models import RuleSetVersion
from ..names import BORRADOR_DE, DRAFT_OF

STILL_A_DRAFTS = "still-a-drafts"  # field, mark
TAKEN = "taken"  # field, version
BEFORE_IN_FORCE = "before-in-force"  # version
_FIELDS = (("name", DRAFT_OF), ("name_es", BORRADOR_DE))


def obstacles(draft: RuleSetVersion) -> list[Problem]:
    """Return why a draft cannot be published as it is.

    Restored rules keep their known names and were published once, so only their problems count.
    """
    found = problems(draft.written)
    if draft.restores_id is None:
        found += [*shortcomings(draft.written), *_confusions(draft)]
    return [*found, *_too_early(draft)]


def _confusions(draft: RuleSetVersion) -> Iterator[Problem]:
    """Yield names by which people would confuse two rule sets."""
    published = [(one.version, one.written) for one in RuleSetVersion.objects.published()]
    for field, mark in _FIELDS:
        name = getattr(draft.written, field)
        taken = {_plain(getattr(rules, field)): version for version, rules in published}
        if name.startswith(mark):
            yield Problem(STILL_A_DRAFTS, {"field": field, "mark": mark.strip()})
        elif name and (version := taken.get(_plain(name))):
            yield Problem(TAKEN, {"field": field, "version": version})


def _plain(name: str) -> str:
    """Return a name without differences in case and spacing."""
    return " ".join(name.split()).casefold()


def _too_early(draft: RuleSetVersion) -> Iterator[Problem]:
    later = RuleSetVersion.objects.published().filter(effective_from__gt=draft.effective_from)
    newest = later.order_by("effective_from").last()
    if newest and newest.effective_from <= timezone.localdate():
        yield Problem(BEFORE_IN_FORCE, {"version": newest.version})
