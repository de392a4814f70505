"""Propose, publish and withdraw rules, and return to earlier ones."""

from dataclasses import replace
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cvms.accounts.models import User
from cvms.accounts.two_people import related_accounts
from cvms.audit.actions import record
from cvms.jobs.deferring import defer

from ...locks import change_rules, name_version
from ...models import Case, Comparison, RuleSetVersion
from ..obstacles import obstacles
from .counting import BATCH, count_all
from .editing import locked, unused_version


class NotPublishable(Exception):
    """The draft has problems, or its effect was not counted."""


class NeedsSecondPerson(Exception):
    """Another editor has to publish what this editor proposed."""


class RelatedAccounts(NeedsSecondPerson):
    """One of the two editors made the other's account."""


class InForce(Exception):
    """These rules are in force, were restored already, or have not taken effect yet."""


class NotWithdrawable(Exception):
    """The rules have taken effect, or were withdrawn already."""


@transaction.atomic
def compare(*, draft: RuleSetVersion, revision: int) -> None:
    """Start to count the people whom the draft would move; finish at once if they are few.

    Raises Outdated, and NotPublishable if the draft has problems.
    """
    draft = locked(draft, revision)
    if draft.problems:
        raise NotPublishable
    _begin_to_count(draft)


def _begin_to_count(draft: RuleSetVersion) -> None:
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


def finished_comparison(draft: RuleSetVersion) -> Comparison | None:
    """Return the finished comparison with the rules in force today, or None."""
    in_force = RuleSetVersion.objects.in_force(timezone.localdate())
    counted = Comparison.objects.filter(draft=draft, before=in_force)
    return counted.filter(finished_at__isnull=False).first()


@transaction.atomic
def propose(*, draft: RuleSetVersion, revision: int, by: User) -> RuleSetVersion:
    """Ask another editor to publish the draft as it is. Raises Outdated, NotPublishable."""
    draft = locked(draft, revision)
    if not _may_be_published(draft):
        raise NotPublishable
    _propose(draft, by)
    return draft


def _propose(draft: RuleSetVersion, by: User) -> None:
    draft.proposed_at, draft.proposed_by = timezone.now(), by
    draft.save(update_fields=["proposed_at", "proposed_by"])
    record("eligibility.proposed", by=by, on=draft, version=draft.version)


def _may_be_published(draft: RuleSetVersion) -> bool:
    """Return whether the draft has no obstacles and was counted; restored rules need no count."""
    counted = draft.restores_id is not None or finished_comparison(draft) is not None
    return counted and not obstacles(draft)


@transaction.atomic
def publish(*, draft: RuleSetVersion, revision: int, by: User) -> RuleSetVersion:
    """Publish a draft: its rules apply from their day on, when everyone is decided again.

    Raises Outdated, NotPublishable if the editor cannot have seen its effect, and NeedsSecondPerson
    or RelatedAccounts if the setting requires a second person and `by` is not one.
    """
    draft = locked(draft, revision)
    if not _may_be_published(draft):
        raise NotPublishable
    if settings.RULES_NEED_SECOND_PERSON:
        _must_be_second(draft.proposed_by_id, by)
    _publish(draft, by)
    return draft


def _must_be_second(proposed_by: int | None, by: User) -> None:
    if proposed_by in (None, by.pk):
        raise NeedsSecondPerson
    if proposed_by in related_accounts(by.pk):
        raise RelatedAccounts


def _publish(draft: RuleSetVersion, by: User) -> None:
    change_rules()
    counted = finished_comparison(draft)
    draft.move_to(RuleSetVersion.State.PUBLISHED)
    draft.published_at, draft.published_by = timezone.now(), by
    draft.save()
    record(
        "eligibility.published",
        by=by,
        on=draft,
        version=draft.version,
        moved=counted and counted.moved,
        newly_open=counted and counted.newly_open,
    )
    defer("eligibility.redecide")


@transaction.atomic
def withdraw(*, published: RuleSetVersion, by: User) -> None:
    """Withdraw published rules before they take effect. Raises NotWithdrawable."""
    rows = RuleSetVersion.objects.to_come(timezone.localdate()).select_for_update()
    found = rows.filter(pk=published.pk).first()
    if found is None:
        raise NotWithdrawable
    found.move_to(RuleSetVersion.State.WITHDRAWN)
    found.withdrawn_at, found.withdrawn_by = timezone.now(), by
    found.save(update_fields=["state", "withdrawn_at", "withdrawn_by"])
    record("eligibility.withdrawn", by=by, on=found, version=found.version)


@transaction.atomic
def go_back(*, to: RuleSetVersion, by: User) -> RuleSetVersion:
    """Replace the rules in force by earlier ones, with their former names.

    The new version is published at once, or, if the setting requires a second person, proposed as
    a draft. Calling this again returns the draft that is waiting. Raises InForce.
    """
    name_version()
    today = timezone.localdate()
    in_force = RuleSetVersion.objects.in_force(today)
    if not to.may_return(in_force) or in_force.restores_id == to.pk:
        raise InForce
    waiting = RuleSetVersion.objects.drafts().filter(restores=to, proposed_at__isnull=False).first()
    return waiting or _bring_back(to, today, by)


def _bring_back(to: RuleSetVersion, today: date, by: User) -> RuleSetVersion:
    rules = replace(to.rules, version=unused_version(today), effective_from=today)
    draft = RuleSetVersion(edited_by=by, restores=to)
    draft.write(rules)
    draft.save()
    record("eligibility.went_back", by=by, on=draft, version=draft.version, to=to.version)
    _begin_to_count(draft)
    if settings.RULES_NEED_SECOND_PERSON:
        _propose(draft, by)
    else:
        _publish(draft, by)
    return draft
