"""Act on a file that waits for Create Records, or was too long for Low Volume."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils import timezone

from cvms import intake
from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.jobs.deferring import defer
from cvms.recipients.locks import wait_for_erasures

from ..filenames import as_csv
from ..models import Content, FileSearch, TypedRow, Upload
from ..reading import report_on
from .daily_limit import count, count_people, give_back
from .loading import load
from .receiving import judge

State = Upload.State


@transaction.atomic
def edit(*, upload: Upload, by: User, right: Collection[int] = ()) -> Upload:
    """Replace the file by its records as edited in the preview, and read it again.

    `right` are lines whose present address is right although it looks misspelled.
    """
    upload = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    typed = {row.line: row for row in TypedRow.objects.filter(upload=upload)}
    if upload.state != State.PREVIEW or not (typed or right):
        return upload
    checked = set(upload.choices.get("right", [])) - typed.keys() | set(right)
    upload.choices |= {"right": sorted(checked)}
    if typed:
        _rewrite(upload, typed, by)
        count(upload, len(typed))
    judge(upload)
    return upload


def _rewrite(upload: Upload, typed: Mapping[int, TypedRow], by: User) -> None:
    """Store the file as a CSV with the template's columns; each record keeps its line."""
    records = {record.line: record for record in report_on(upload).rows_in_order()}
    now = {line: typed.get(line, record) for line, record in records.items()}
    rows = [(line, one.first_name, one.last_name, one.email) for line, one in now.items()]
    TypedRow.objects.filter(upload=upload).delete()
    upload.content.data = intake.people_file(rows)
    upload.content.save()
    FileSearch.objects.filter(content=upload.pk).delete()  # they searched the former bytes
    upload.filename = as_csv(upload.filename)
    for about_the_former in ("layout", "sheet", "hidden_rows"):
        upload.choices.pop(about_the_former, None)
    record("uploads.edited", by=by, on=upload, organization=upload.organization_id)


@transaction.atomic
def create_records(*, upload: Upload, by: User) -> Upload:
    """Load what the preview showed (the button "Create Records"); a second press does nothing.

    A High Volume file goes to a worker. A file whose columns are still unknown is left as it is.
    """
    wait_for_erasures()
    upload = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if upload.state != State.PREVIEW or upload.asks_for_columns:
        return upload
    record("uploads.confirmed", by=by, on=upload, organization=upload.organization_id)
    if upload.volume == Upload.Volume.LOW:
        return load(pk=upload.pk)
    upload.move(State.SUBMITTED)
    upload.choices |= {"seen": True}
    upload.save()
    defer("uploads.load", upload=upload.pk)
    return upload


@transaction.atomic
def cancel(*, upload: Upload, by: User) -> bool:
    """Cancel a previewed file and delete its bytes; return False if it left the preview before."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.state != State.PREVIEW:
        return False
    upload.move(State.CANCELLED)
    upload.finished_at = timezone.now()
    upload.save()
    Content.objects.filter(upload=upload).delete()
    give_back(upload)
    record("uploads.cancelled", by=by, on=upload, organization=upload.organization_id)
    return True


@transaction.atomic
def use_high_volume(*, upload: Upload, by: User) -> None:
    """Submit a file that was refused as too long for Low Volume as a High Volume file."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    too_many = upload.problem_code == intake.ProblemCode.TOO_MANY_RECORDS
    here = upload.volume == Upload.Volume.LOW and upload.purged_at is None
    if not here or upload.state != State.REFUSED or not too_many:
        return
    upload.move(State.SUBMITTED)
    upload.volume = Upload.Volume.HIGH
    upload.problem_code, upload.problem_params = "", {}
    upload.finished_at = None
    upload.save()
    count_people(upload)
    defer("uploads.load", upload=upload.pk)
    record("uploads.moved_to_high_volume", by=by, on=upload, organization=upload.organization_id)
