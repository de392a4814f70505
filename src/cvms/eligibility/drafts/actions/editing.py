"""Every write to a draft of the rules, up to the question whether to publish it."""

from dataclasses import replace
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.jurisdiction.profile import JURISDICTION
from cvms.rules.rule_set import RuleSet

from ...locks import name_version
from ...models import Comparison, RuleSetVersion
from ...names import as_draft


class Outdated(Exception):
    """Somebody else has edited, published or discarded the draft meanwhile."""


@transaction.atomic
def new_draft(*, source: RuleSetVersion, by: User) -> RuleSetVersion:
    """Copy a version to edit, under a name and a version of its own, from today at the earliest."""
    name_version()
    today = timezone.localdate()
    rules = replace(
        as_draft(source.written),
        version=unused_version(today),
        effective_from=max(today, source.effective_from),
    )
    draft = RuleSetVersion(edited_by=by)
    draft.write(rules)
    draft.save()
    record("eligibility.draft_made", by=by, on=draft, source=source.version)
    return draft


def unused_version(today: date) -> str:
    """Such as nc-2021-03-03, and nc-2021-03-03-2 where that is taken."""
    stem = f"{JURISDICTION.usps.lower()}-{today.isoformat()}"
    taken = set(
        RuleSetVersion.objects.filter(version__startswith=stem).values_list("version", flat=True)
    )
    candidates = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(version for version in (stem, *candidates) if version not in taken)


def locked(draft: RuleSetVersion, revision: int) -> RuleSetVersion:
    """The draft as the editor saw it, kept from others; Outdated if it is no longer so."""
    rows = RuleSetVersion.objects.drafts().select_for_update()
    found = rows.filter(pk=draft.pk, revision=revision).first()
    if found is None:
        raise Outdated
    return found


@transaction.atomic
def edit(*, draft: RuleSetVersion, revision: int, rules: RuleSet, by: User) -> RuleSetVersion:
    """Put other rules in the draft's place; what it changes must be counted and proposed again.

    Raises Outdated.
    """
    draft = locked(draft, revision)
    draft.write(rules)
    draft.revision += 1
    draft.edited_at, draft.edited_by = timezone.now(), by
    draft.proposed_at, draft.proposed_by = None, None
    draft.restores = None  # its names must be its own from here on
    _save(draft)
    Comparison.objects.filter(draft=draft).delete()
    record("eligibility.draft_edited", by=by, on=draft, version=draft.version)
    return draft


def _save(draft: RuleSetVersion) -> None:
    """Raises Outdated where another draft takes the same version at this moment."""
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError as error:
        raise Outdated from error


@transaction.atomic
def discard(*, draft: RuleSetVersion, revision: int, by: User) -> None:
    """Throw a draft away. Raises Outdated."""
    draft = locked(draft, revision)
    record("eligibility.draft_discarded", by=by, on=draft, version=draft.version)
    draft.delete()
