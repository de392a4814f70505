"""The report on an upload, to the point of contact who uploaded it."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cvms import intake
from cvms.config.state import STATE
from cvms.mail.kinds import URGENT, Attachment, Letter, register
from cvms.mail.models import Message

from .models import Upload


def write_reports(messages: Sequence[Message]) -> dict[int, Letter]:
    """One report for each upload that has ended."""
    uploads = Upload.objects.select_related("uploaded_by", "organization").in_bulk(
        [message.about for message in messages]
    )
    return {
        message.pk: _report(uploads[message.about])
        for message in messages
        if message.about in uploads
    }


def _report(upload: Upload) -> Letter:
    user = upload.uploaded_by
    with translation.override(user.language):
        subject = _subject(upload)
    url = settings.BASE_URL + reverse("uploads:detail", args=[upload.pk])
    return Letter(
        user.email,
        subject,
        "uploads/mail/report",
        {"upload": upload, "url": url, "user": user},
        user.language,
        STATE.organization_sender_name,
        attachments=_failed_records(upload),
    )


def _subject(upload: Upload) -> str:
    if upload.state == Upload.State.REFUSED:
        return _("Bulk Employee Upload - Not Loaded")
    if upload.rejected:
        return _("Bulk Employee Upload - Completed with Errors")
    return _("Bulk Employee Upload - Success")


def _failed_records(upload: Upload) -> tuple[Attachment, ...]:
    if not upload.rejected or upload.purged_at:
        return ()
    return (Attachment(error_file_name(upload), error_file(upload), "text/csv"),)


def error_file_name(upload: Upload) -> str:
    """The uploaded file's name, marked as the errors of it."""
    stem = upload.filename.rpartition(".")[0] or upload.filename
    return f"{stem}_errors.csv"


def error_file(upload: Upload) -> bytes:
    """The failed records alone, each with its reasons; made when asked for, never stored."""
    return intake.error_file(upload.rejections.order_by("line").iterator(chunk_size=1000))


def register_letters() -> None:
    register("upload_report", write_reports, priority=URGENT)
