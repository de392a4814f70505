"""The console's own writes to lists of organizations, in the order of a list's steps."""

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
    """Keep a list for its preview. The same key again gives the list that is already there."""
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
    """Send invitations: a worker invites the good rows. Pressed again, it changes nothing.

    If inviting a list failed, the same button tries it again.
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
    """Drop a list that was previewed or failed; one whose invitations are on their way stays."""
    chosen = InvitationList.objects.select_for_update().get(pk=invitation_list.pk)
    if chosen.state not in (State.PREVIEW, State.FAILED):
        return
    chosen.state, chosen.data, chosen.finished_at = State.CANCELLED, None, timezone.now()
    chosen.save(update_fields=["state", "data", "finished_at"])
    record("staff.list_cancelled", by=by, on=chosen)


@transaction.atomic
def invite_listed(*, pk: int) -> None:
    """Invite the good rows and keep the others with their reasons: all or nothing.

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
    """Mark the lists that no job invites any more, whatever ended it; return how many.

    A list that a worker has in hand is locked, and so left out. Jobs are asked for afterwards, so
    that none can end unseen.
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
    """Erase the people in lists after the set number of days; counts and names of files stay."""
    before = timezone.now() - timedelta(days=settings.KEEP_UPLOADS_DAYS)
    old = InvitationList.objects.filter(purged_at=None, created_at__lt=before)
    old = old.exclude(state=State.SUBMITTED)
    old.filter(state__in=[State.PREVIEW, State.FAILED]).update(state=State.CANCELLED)
    if count := old.update(data=None, failed_rows=[], purged_at=timezone.now()):
        record("staff.lists_purged", lists=count)
