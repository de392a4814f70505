"""Load a file: add its good records, and store why the others are rejected."""

from django.db import transaction
from django.utils import timezone

from cvms import intake
from cvms.audit.actions import record
from cvms.jobs.deferring import defer
from cvms.mail.actions import send as send_mail
from cvms.organizations.models import Organization
from cvms.recipients.actions.adding import add
from cvms.recipients.locks import wait_for_erasures

from .. import whole_list
from ..known_people import corrected_since, rejections_of
from ..models import Content, Rejection, Upload
from ..reading import report_on
from .asking import hold, needs_answer, use_known_columns
from .comparing import count_missing
from .daily_limit import give_back

State = Upload.State


def start_reading(*, pk: int) -> None:
    """Mark a file as being read, in a transaction of its own so that its page shows it."""
    Upload.objects.filter(pk=pk, state=State.SUBMITTED).update(state=State.READING)


@transaction.atomic
def load(*, pk: int) -> Upload:
    """Load the good records, store the others with their reasons, queue the letters; all or none.

    Idempotent: after a crash, or twice at the same time, it does nothing a second time.
    """
    wait_for_erasures()
    upload = Upload.objects.select_for_update(of=("self",)).get(pk=pk)
    if upload.state not in (State.PREVIEW, State.SUBMITTED, State.READING):
        return upload
    report = report_on(upload)
    if report.problem and use_known_columns(upload, report):
        report = report_on(upload)
    if needs_answer(upload, report):
        hold(upload, report)
    elif report.problem:
        refuse(upload, report.problem)
    else:
        _load(upload, report)
    upload.save()
    if upload.finished_at:
        give_back(upload)
    _count_missing(upload)
    send_mail("upload_report", [upload.pk])
    return upload


def _count_missing(upload: Upload) -> None:
    """Count who is missing from the whole list that the upload is, corrects or belongs to."""
    head = whole_list.head_of(upload)
    if head.whole_list and whole_list.can_be_compared(head):
        count_missing(file=head)


def refuse(upload: Upload, problem: intake.Problem) -> None:
    """Refuse the file and store the reason; the caller saves it."""
    upload.move(State.REFUSED)
    upload.problem_code, upload.problem_params = problem
    upload.finished_at = timezone.now()


def _load(upload: Upload, report: intake.Report) -> None:
    corrected = corrected_since(upload, report)
    new = [person for person in report.good if person.email_key not in corrected]
    known = add(new, organization=upload.organization_id, upload=upload.pk)
    rejections = rejections_of(upload, report, known, corrected)
    Rejection.objects.bulk_create(rejections, batch_size=1000)
    Content.objects.filter(upload=upload).delete()  # nothing needs the bytes any more
    upload.move(State.LOADED)
    upload.records = report.records
    upload.rejected = len(rejections)
    upload.loaded = report.records - upload.rejected
    upload.notices = [notice.stored() for notice in report.notices]
    upload.finished_at = timezone.now()
    if upload.loaded:
        upload.organization.advance(Organization.Step.UPLOADED)
    if whole_list.returned(upload).exists():
        defer("uploads.welcome_back", upload=upload.pk)  # recipients are locked before uploads
    record(
        "uploads.loaded",
        by=upload.uploaded_by,
        on=upload,
        organization=upload.organization_id,
        loaded=upload.loaded,
        rejected=upload.rejected,
    )
