"""Drafts of the rules, from the first copy to the second click that publishes them."""

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.jobs.deferring import defer
from cvms.jurisdiction.profile import JURISDICTION
from cvms.rules import complaints
from cvms.rules.checks import untranslated
from cvms.rules.rule_set import RuleSet
from cvms.ui.phrases import Phrases

from ..models import Case, Comparison, RuleSetVersion
from ..names import as_draft
from .confusions import confusions
from .counting import BATCH, count_all

complaint_words = Phrases(complaints.TEMPLATES, within=complaints.PARTS)


class Outdated(Exception):  # noqa: N818 -- an answer, not a fault
    """Somebody else has edited, published or discarded the draft meanwhile."""


class NotPublishable(Exception):  # noqa: N818 -- an answer, not a fault
    """Something keeps the draft from being published, or what it changes has not been counted."""


@transaction.atomic
def new_draft(*, source: RuleSetVersion, by: User) -> RuleSetVersion:
    """A copy to edit, with a name and a version of its own, from today on at the earliest."""
    today = timezone.localdate()
    rules = replace(
        as_draft(source.written),
        version=_unused_version(today),
        effective_from=max(today, source.effective_from),
    )
    draft = RuleSetVersion(edited_by=by)
    draft.write(rules)
    draft.save()
    record("eligibility.draft_made", by=by, on=draft, source=source.version)
    return draft


def _unused_version(today: date) -> str:
    """Such as nc-2021-03-03, and nc-2021-03-03-2 where that is taken."""
    stem = f"{JURISDICTION.usps.lower()}-{today.isoformat()}"
    taken = set(
        RuleSetVersion.objects.filter(version__startswith=stem).values_list("version", flat=True)
    )
    candidates = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(version for version in (stem, *candidates) if version not in taken)


def _locked(draft: RuleSetVersion, revision: int) -> RuleSetVersion:
    """The draft as the editor saw it, kept from others; Outdated if it is no longer so."""
    rows = RuleSetVersion.objects.drafts().select_for_update()
    locked = rows.filter(pk=draft.pk, revision=revision).first()
    if locked is None:
        raise Outdated
    return locked


@transaction.atomic
def edit(*, draft: RuleSetVersion, revision: int, rules: RuleSet, by: User) -> RuleSetVersion:
    """Put other rules in the draft's place; what it changes must be counted again.

    Raises Outdated.
    """
    draft = _locked(draft, revision)
    draft.write(rules)
    draft.revision += 1
    draft.edited_at, draft.edited_by = timezone.now(), by
    draft.save()
    Comparison.objects.filter(draft=draft).delete()
    record("eligibility.draft_edited", by=by, on=draft, version=draft.version)
    return draft


@transaction.atomic
def discard(*, draft: RuleSetVersion, revision: int, by: User) -> None:
    """Throw a draft away. Raises Outdated."""
    draft = _locked(draft, revision)
    record("eligibility.draft_discarded", by=by, on=draft, version=draft.version)
    draft.delete()


@transaction.atomic
def compare(*, draft: RuleSetVersion, revision: int) -> None:
    """Count whom the draft would move, at once where they are few. Raises Outdated."""
    draft = _locked(draft, revision)
    if draft.problems:
        raise NotPublishable
    today, total = timezone.localdate(), Case.objects.count()
    Comparison.objects.filter(draft=draft).delete()
    Comparison.objects.create(
        draft=draft,
        before=RuleSetVersion.objects.in_force(today),
        on=max(today, draft.effective_from),
        total=total,
    )
    if total <= BATCH:
        count_all(draft.pk)
    else:
        defer("eligibility.compare", draft=draft.pk)


def obstacles(draft: RuleSetVersion) -> list[str]:
    """Why the draft cannot be published as it stands, in sentences for its editor."""
    said = [*draft.problems, *untranslated(draft.written)]
    found = [*map(complaint_words, said), *confusions(draft)]
    later = RuleSetVersion.objects.published().filter(effective_from__gt=draft.effective_from)
    if (newer := later.order_by("effective_from").last()) and (
        newer.effective_from <= timezone.localdate()
    ):
        found.append(
            _("The day it takes effect is before that of %(name)s, which is in force.")
            % {"name": newer.title}
        )
    return found


def finished_comparison(draft: RuleSetVersion) -> Comparison | None:
    """What the draft changes of the rules that are in force today, once it is counted."""
    in_force = RuleSetVersion.objects.in_force(timezone.localdate())
    counted = Comparison.objects.filter(draft=draft, before=in_force)
    return counted.filter(finished_at__isnull=False).first()


@transaction.atomic
def publish(*, draft: RuleSetVersion, revision: int, by: User) -> RuleSetVersion:
    """Make the draft's rules count from their day on, and decide everyone again when it is there.

    Raises Outdated, and NotPublishable where the editor cannot have seen what it changes.
    """
    draft = _locked(draft, revision)
    comparison = finished_comparison(draft)
    if obstacles(draft) or comparison is None:
        raise NotPublishable
    draft.state = RuleSetVersion.State.PUBLISHED
    draft.published_at, draft.published_by = timezone.now(), by
    draft.save()
    record(
        "eligibility.published",
        by=by,
        on=draft,
        version=draft.version,
        moved=comparison.moved,
        newly_open=comparison.newly_open,
    )
    defer("eligibility.redecide")
    return draft
