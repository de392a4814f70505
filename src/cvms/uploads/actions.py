"""Every write to an upload that means something. Read from the top: that is a file's way."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cvms import intake
from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.jobs.deferring import defer
from cvms.mail.actions import send as send_mail
from cvms.organizations.models import Organization
from cvms.recipients import invitations, loading
from cvms.recipients.locks import wait_for_erasures

from .editing import changed
from .judging import rejections_of
from .models import Content, FileSearch, Rejection, Upload
from .reading import report_on

State = Upload.State


@dataclass(frozen=True, slots=True)
class File:
    """A file as it came from the browser, or from the machine that called the API."""

    name: str
    media_type: str
    data: bytes  # at most one byte more than the limit
    size: int  # bytes, of the whole file
    last_modified: datetime | None = None


@transaction.atomic
def receive(
    *,
    organization: Organization,
    file: File,
    volume: str,
    by: User,
    key: uuid.UUID,
    corrects: Upload | None = None,
) -> Upload:
    """Keep the bytes; a Low Volume file is judged now, a High Volume one by a worker.

    The same key again gives the upload that is already there.
    """
    state = State.PREVIEW if volume == Upload.Volume.LOW else State.SUBMITTED
    upload, new = Upload.objects.get_or_create(
        key=key,
        defaults={
            "organization": organization,
            "uploaded_by": by,
            "corrects": corrects,
            "volume": volume,
            "state": state,
            "filename": file.name[:255],
            "media_type": file.media_type[:100],
            "size": file.size,
            "last_modified": file.last_modified,
        },
    )
    if not new:
        return upload
    Content.objects.create(upload=upload, data=file.data)
    record("uploads.received", by=by, on=upload, organization=organization.pk, volume=volume)
    if volume == Upload.Volume.LOW:
        _judge(upload)
    else:
        defer("uploads.load", upload=upload.pk)
    return upload


def _judge(upload: Upload) -> None:
    report = report_on(upload)
    upload.records = report.records
    upload.ignored_columns = [name[:200] for name in report.ignored_columns]
    if report.problem:
        _refuse(upload, report.problem)
        if report.problem.code != intake.ProblemCode.TOO_MANY_RECORDS:  # that has a way on
            send_mail("upload_report", [upload.pk])
    upload.save()


@transaction.atomic
def edit(*, upload: Upload, rows: list[tuple[int, str, str, str]], by: User) -> Upload:
    """Put the cells that were corrected in the preview in the file's place."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    upload.move(State.PREVIEW)
    Content.objects.filter(upload=upload).update(data=intake.people_file(rows))
    FileSearch.objects.filter(content=upload.pk).delete()  # they were about what it said before
    upload.filename = _as_csv(upload.filename)
    _judge(upload)
    record("uploads.edited", by=by, on=upload, organization=upload.organization_id)
    return upload


def _as_csv(filename: str) -> str:
    """What was edited is kept as CSV, and its name must not promise a workbook."""
    stem, dot, ending = filename.rpartition(".")
    return f"{stem}.csv" if dot and ending.lower() in ("xlsx", "xls", "ods") else filename


@transaction.atomic
def create_records(*, upload: Upload, by: User) -> Upload:
    """Create Records: load what the preview showed. Pressed again, it changes nothing."""
    wait_for_erasures()
    record("uploads.confirmed", by=by, on=upload, organization=upload.organization_id)
    return load(pk=upload.pk)


@transaction.atomic
def cancel(*, upload: Upload, by: User) -> bool:
    """Drop a previewed file and its bytes. False: it was loaded or cancelled meanwhile."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.state != State.PREVIEW:
        return False
    upload.move(State.CANCELLED)
    upload.finished_at = timezone.now()
    upload.save()
    Content.objects.filter(upload=upload).delete()
    record("uploads.cancelled", by=by, on=upload, organization=upload.organization_id)
    return True


@transaction.atomic
def use_high_volume(*, upload: Upload, by: User) -> None:
    """Take a file that had too many records for Low Volume to the other tab as it is."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    too_many = upload.problem_code == intake.ProblemCode.TOO_MANY_RECORDS
    here = upload.volume == Upload.Volume.LOW and upload.purged_at is None
    if not here or upload.state != State.REFUSED or not too_many:
        return
    upload.move(State.SUBMITTED)
    upload.volume = Upload.Volume.HIGH
    upload.problem_code = upload.problem_message = ""
    upload.finished_at = None
    upload.save()
    defer("uploads.load", upload=upload.pk)
    record("uploads.moved_to_high_volume", by=by, on=upload, organization=upload.organization_id)


@transaction.atomic
def correct(
    *, upload: Upload, rows: list[tuple[int, str, str, str]], by: User, key: uuid.UUID
) -> Upload | None:
    """Send corrected records again as a file of their own, each on the line it had.

    Rows that say what they said before stay where they are; None when all do.
    """
    wait_for_erasures()
    outstanding = upload.rejections.outstanding().select_for_update()
    before = {rejection.line: rejection for rejection in outstanding}
    edited = changed(rows, before)
    if not edited:
        return Upload.objects.filter(key=key, corrects=upload).first()
    data = intake.people_file(edited)
    correction = receive(
        organization=upload.organization,
        file=File(_as_csv(upload.filename), "text/csv", data, len(data)),
        volume=_volume_for(len(edited)),
        by=by,
        key=key,
        corrects=upload,
    )
    lines = [row[0] for row in edited]
    upload.rejections.filter(line__in=lines).update(corrected_in=correction)
    return load(pk=correction.pk)


def _volume_for(records: int) -> str:
    low = records <= settings.LOW_VOLUME_RECORDS
    return Upload.Volume.LOW if low else Upload.Volume.HIGH


def start_reading(*, pk: int) -> None:
    """Say on the page that a worker has the file; in a transaction of its own."""
    Upload.objects.filter(pk=pk, state=State.SUBMITTED).update(state=State.READING)


@transaction.atomic
def load(*, pk: int) -> Upload:
    """Load the good records, keep the others with their reasons, queue the letters: all or nothing.

    Run again after a crash, or twice at once, it finds the state and does nothing twice.
    """
    wait_for_erasures()
    upload = Upload.objects.select_for_update(of=("self",)).get(pk=pk)
    if upload.state not in (State.PREVIEW, State.SUBMITTED, State.READING):
        return upload
    report = report_on(upload)
    if report.problem:
        _refuse(upload, report.problem)
    else:
        _load(upload, report)
    upload.save()
    send_mail("upload_report", [upload.pk])
    return upload


def _refuse(upload: Upload, problem: intake.Problem) -> None:
    upload.move(State.REFUSED)
    upload.problem_code = problem.code
    upload.problem_message = problem.message[:1000]
    upload.finished_at = timezone.now()


def _load(upload: Upload, report: intake.Report) -> None:
    loaded = loading.load(list(report.good), organization=upload.organization_id, upload=upload.pk)
    rejections = rejections_of(upload, report, loaded)
    Rejection.objects.bulk_create(rejections, batch_size=1000)
    send_mail(invitations.KIND, loaded.values(), batch=upload.pk)
    upload.move(State.LOADED)
    upload.records = report.records
    upload.loaded, upload.rejected = len(loaded), len(rejections)
    upload.ignored_columns = [name[:200] for name in report.ignored_columns]
    upload.finished_at = timezone.now()
    if loaded:
        upload.organization.advance(Organization.Step.UPLOADED)
    record(
        "uploads.loaded",
        by=upload.uploaded_by,
        on=upload,
        organization=upload.organization_id,
        loaded=upload.loaded,
        rejected=upload.rejected,
    )
