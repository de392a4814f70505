"""Letters to the point of contact who uploaded a file."""

from collections.abc import Collection, Sequence

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cvms import intake
from cvms.jurisdiction.profile import JURISDICTION
from cvms.mail.kinds import URGENT, Attachment, Letter, register, still_there
from cvms.mail.models import Message

from . import whole_list
from .filenames import error_file_name
from .models import Rejection, Upload


def write_reports(messages: Sequence[Message]) -> dict[int, Letter]:
    """Write one report for each message; return the letters by message number."""
    return _write(messages, Upload.objects.all(), "report")


def write_failures(messages: Sequence[Message]) -> dict[int, Letter]:
    """Write that loading failed, unless somebody has tried it again meanwhile."""
    return _write(messages, _failed(), "failure")


def _failed() -> QuerySet[Upload]:
    return Upload.objects.filter(state=Upload.State.FAILED)


def still_failed(numbers: Collection[int]) -> Collection[int]:
    """Return the uploads among these whose loading failed and was not tried again."""
    return list(_failed().filter(pk__in=numbers).values_list("pk", flat=True))


def _write(
    messages: Sequence[Message], uploads: QuerySet[Upload], template: str
) -> dict[int, Letter]:
    found = uploads.select_related("uploaded_by", "organization").in_bulk(
        [message.about for message in messages]
    )
    return {
        message.pk: _letter(found[message.about], template)
        for message in messages
        if message.about in found
    }


def _letter(upload: Upload, template: str) -> Letter:
    user = upload.uploaded_by
    with translation.override(user.language):
        subject = _subject(upload)
    url = settings.BASE_URL + reverse("uploads:detail", args=[upload.pk])
    return Letter(
        user.email,
        subject,
        f"uploads/mail/{template}",
        {
            "upload": upload,
            "url": url,
            "user": user,
            "own": _own(upload),
            "missing": _missing(upload),
        },
        user.language,
        JURISDICTION.organization_sender_name,
        attachments=_failed_records(upload),
    )


def _subject(upload: Upload) -> str:
    if upload.state == Upload.State.REFUSED:
        return _("Bulk Employee Upload - Not Loaded")
    if upload.state == Upload.State.PREVIEW:
        return _("Bulk Employee Upload - Please Look at Your List")
    if upload.state == Upload.State.FAILED:
        return _("Bulk Employee Upload - Failed")
    if upload.rejected:
        return _("Bulk Employee Upload - Completed with Errors")
    return _("Bulk Employee Upload - Success")


def _own(upload: Upload) -> int:
    """Return how many failed records are already on the organization's list."""
    return upload.rejections.filter(kind=Rejection.Kind.OWN).count() if upload.rejected else 0


def _missing(upload: Upload) -> int:
    """Return how many earlier people are not on the upload; 0 unless it is the whole list."""
    if not upload.whole_list or not whole_list.can_be_compared(upload):
        return 0
    return upload.missing or 0


def _failed_records(upload: Upload) -> tuple[Attachment, ...]:
    if not upload.rejected or upload.purged_at:
        return ()
    return (Attachment(error_file_name(upload), error_file(upload), "text/csv"),)


def outstanding_file(file: Upload) -> bytes:
    """Return a CSV of the outstanding records of a file and its corrections, with reasons."""
    records = Rejection.objects.of_file(file).outstanding().filter(left_out=False)
    return intake.error_file(records.order_by("line").iterator(chunk_size=1000))


def error_file(upload: Upload) -> bytes:
    """Return a CSV of the rejected records with their reasons; made on request, never stored."""
    return intake.error_file(upload.rejections.order_by("line").iterator(chunk_size=1000))


def register_letters() -> None:
    register(
        "upload_report",
        write_reports,
        wanted=still_there(Upload),
        label=gettext_lazy("Report on an upload"),
        priority=URGENT,
    )
    register(
        "upload_failure",
        write_failures,
        wanted=still_failed,
        label=gettext_lazy("Notice: an upload failed"),
        priority=URGENT,
    )
