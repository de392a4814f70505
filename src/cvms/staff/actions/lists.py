"""Receive, preview, send, cancel and purge lists of organizations to invite."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.jobs.deferring import defer
from cvms.organizations.actions.inviting import invite_many

from .. import list_rows
from ..models import InvitationList

State = InvitationList.State
TASKS = ("staff.invite_listed", "cvms.staff.tasks.invite_listed")  # its name, and its former one


@transaction.atomic
def receive_list(*, filename: str, data: bytes, by: User, key: uuid.UUID) -> InvitationList:
    """Store a list for its preview; the same `key` again returns the list that exists already."""
    found = list_rows.read(data, filename)
    fields = {
        "uploaded_by": by,
        "filename": filename[:255],
        "ignored_columns": [name[:200] for name in found.ignored_columns],
    }
    if found.problem:
        code, params = found.problem
        fields |= {"state": State.REFUSED, "problem_code": code, "problem_params": params}
    else:
        fields |= {"state": State.PREVIEW, "data": data}
    received, new = InvitationList.objects.get_or_create(key=key, defaults=fields)
    if new:
        record("staff.list_received", by=by, on=received)
    return received


@transaction.atomic
def send_invitations(*, invitation_list: InvitationList, by: User) -> None:
    """Queue the invitations of the good rows; a second call changes nothing.

    If inviting a list failed, this tries again.
    """
    chosen = InvitationList.objects.select_for_update().get(pk=invitation_list.pk)
    if chosen.state not in (State.PREVIEW, State.FAILED):
        return
    chosen.state, chosen.finished_at = State.SUBMITTED, None
    chosen.save(update_fields=["state", "finished_at"])
    defer("staff.invite_listed", invitation_list=chosen.pk)
    record("staff.list_confirmed", by=by, on=chosen)


@transaction.atomic
def cancel_list(*, invitation_list: InvitationList, by: User) -> None:
    """Cancel a list that is in preview or has failed; leave one that is being invited."""
    chosen = InvitationList.objects.select_for_update().get(pk=invitation_list.pk)
    if chosen.state not in (State.PREVIEW, State.FAILED):
        return
    chosen.state, chosen.data, chosen.finished_at = State.CANCELLED, None, timezone.now()
    chosen.save(update_fields=["state", "data", "finished_at"])
    record("staff.list_cancelled", by=by, on=chosen)


@transaction.atomic
def invite_listed(*, pk: int) -> None:
    """Invite the good rows and store the others with their reasons: all or nothing.

    If it runs again after a crash, it does nothing twice.
    """
    chosen = InvitationList.objects.select_for_update().get(pk=pk)
    if chosen.state != State.SUBMITTED:
        return
    rows = list_rows.judge(list_rows.read(bytes(chosen.data or b""), chosen.filename).rows)
    good = [row.invitee for row in rows if not row.problems]
    bad = [(row.line, list(row.invitee), row.problems) for row in rows if row.problems]
    chosen.organizations = invite_many(invitees=good, batch=pk, by=chosen.uploaded_by)
    chosen.contacts, chosen.failed, chosen.failed_rows = len(good), len(bad), bad
    chosen.state, chosen.data, chosen.finished_at = State.INVITED, None, timezone.now()
    chosen.save()
    record(
        "staff.list_invited",
        by=chosen.uploaded_by,
        on=chosen,
        organizations=chosen.organizations,
        contacts=chosen.contacts,
        failed=chosen.failed,
    )


@transaction.atomic
def fail_abandoned() -> int:
    """Mark lists that no job invites any more as failed; return how many.

    A list that a worker is inviting is locked and skipped. Jobs are queried after the lists are
    locked, so that none can end in between.
    """
    waiting = InvitationList.objects.filter(state=State.SUBMITTED)
    locked = list(waiting.select_for_update(skip_locked=True).defer("data", "failed_rows"))
    jobs = ProcrastinateJob.objects.filter(
        task_name__in=TASKS, status__in=["todo", "doing"]
    ).values_list("args__invitation_list", flat=True)
    at_work = set(jobs) if locked else set()
    abandoned = [chosen for chosen in locked if chosen.pk not in at_work]
    for chosen in abandoned:
        chosen.state, chosen.finished_at = State.FAILED, timezone.now()
        chosen.save(update_fields=["state", "finished_at"])
        record("staff.list_failed", on=chosen)
    return len(abandoned)


@transaction.atomic
def purge_lists() -> None:
    """Erase people in lists after KEEP_UPLOADS_DAYS; keep counts and file names."""
    before = timezone.now() - timedelta(days=settings.KEEP_UPLOADS_DAYS)
    old = InvitationList.objects.filter(purged_at=None, created_at__lt=before)
    old = old.exclude(state=State.SUBMITTED)
    old.filter(state__in=[State.PREVIEW, State.FAILED]).update(state=State.CANCELLED)
    if count := old.update(data=None, failed_rows=[], purged_at=timezone.now()):
        record("staff.lists_purged", lists=count)
