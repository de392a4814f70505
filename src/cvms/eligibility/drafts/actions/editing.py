"""Create, edit and discard drafts of the rules; `publishing` publishes them."""

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
    """Somebody else edited, published or discarded the draft meanwhile."""


@transaction.atomic
def new_draft(*, source: RuleSetVersion, by: User) -> RuleSetVersion:
    """Copy a version into a draft with its own name and version, effective today or later."""
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
    """Return an unused version, such as nc-2021-03-03, or nc-2021-03-03-2 if that is taken."""
    stem = f"{JURISDICTION.usps.lower()}-{today.isoformat()}"
    taken = set(
        RuleSetVersion.objects.filter(version__startswith=stem).values_list("version", flat=True)
    )
    candidates = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(version for version in (stem, *candidates) if version not in taken)


def locked(draft: RuleSetVersion, revision: int) -> RuleSetVersion:
    """Lock and return the draft. Raises Outdated if it is not the `revision` the editor saw."""
    rows = RuleSetVersion.objects.drafts().select_for_update()
    found = rows.filter(pk=draft.pk, revision=revision).first()
    if found is None:
        raise Outdated
    return found


@transaction.atomic
def edit(*, draft: RuleSetVersion, revision: int, rules: RuleSet, by: User) -> RuleSetVersion:
    """Replace a draft's rules; its effect must then be counted, and proposed, again.

    Raises Outdated.
    """
    draft = locked(draft, revision)
    draft.write(rules)
    draft.revision += 1
    draft.edited_at, draft.edited_by = timezone.now(), by
    draft.proposed_at, draft.proposed_by = None, None
    draft.restores = None  # from now on it needs its own names
    _save(draft)
    Comparison.objects.filter(draft=draft).delete()
    record("eligibility.draft_edited", by=by, on=draft, version=draft.version)
    return draft


def _save(draft: RuleSetVersion) -> None:
    """Save the draft. Raises Outdated if another draft took the same version meanwhile."""
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError as error:
        raise Outdated from error


@transaction.atomic
def discard(*, draft: RuleSetVersion, revision: int, by: User) -> None:
    """Delete a draft. Raises Outdated."""
    draft = locked(draft, revision)
    record("eligibility.draft_discarded", by=by, on=draft, version=draft.version)
    draft.delete()
