"""Report files whose loading was given up, and load them again on request.

A submitted file has a job, because both commit together (docs/adr/0005-jobs-commit-with-data.md).
If that job is gone, loading was given up: the job raised or killed its workers too often, or
somebody cancelled it.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.jobs.deferring import defer
from cvms.mail.actions import send as send_mail
from cvms.mail.actions import withdraw as withdraw_mail

from ..models import Upload
from .daily_limit import count_people, give_back

FAILURE = "upload_failure"
State = Upload.State


@transaction.atomic
def fail_abandoned() -> int:
    """Mark files that no job loads any more, tell the people who uploaded them; return how many.

    A file that a worker is loading, even a worker that was taken for dead, is locked and skipped.
    """
    waiting = Upload.objects.under_way().select_for_update(of=("self",), skip_locked=True)
    abandoned = _without_job(waiting)
    for upload in abandoned:
        upload.move(State.FAILED)
        upload.finished_at = timezone.now()
        upload.save()
        record("uploads.failed", on=upload, organization=upload.organization_id)
    give_back(*abandoned)
    if abandoned:
        send_mail(FAILURE, [upload.pk for upload in abandoned])
    return len(abandoned)


def _without_job(uploads: Iterable[Upload]) -> list[Upload]:
    """Return the uploads that have no job; look after they are locked, so that none can end."""
    locked = list(uploads)
    jobs = ProcrastinateJob.objects.filter(
        task_name__in=["uploads.load", "cvms.uploads.tasks.load_upload"],
        status__in=["todo", "doing"],
    ).values_list("args__upload", flat=True)
    at_work = set(jobs) if locked else set()
    return [upload for upload in locked if upload.pk not in at_work]


@transaction.atomic
def try_again(*, upload: Upload, by: User) -> bool:
    """Load a stored file again. Return False if it is under way, loaded, or no longer stored.

    The letter about the failure is withdrawn if it was not sent yet. Raises TooMany if the account
    that sent the file has reached its number of people for today.
    """
    upload = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if not upload.can_be_tried_again:
        return False
    upload.move(State.SUBMITTED)
    upload.finished_at = None
    upload.save()
    count_people(upload)
    withdraw_mail(FAILURE, upload.pk)
    defer("uploads.load", upload=upload.pk)
    record("uploads.tried_again", by=by, on=upload, organization=upload.organization_id)
    return True
