"""Store files that come with a message, record when an agent opens one, and purge old ones."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cvms.accounts.models import User
from cvms.audit.actions import record

from ..files import File
from ..models import Attachment, AttachmentContent, Entry

AT_ONCE = 1000  # files purged in one transaction


@transaction.atomic
def attach(*, entry: Entry, files: Sequence[File]) -> None:
    """Store files with a message."""
    for file in files:
        attachment = Attachment.objects.create(
            entry=entry, kind=file.kind, name=file.name, size=len(file.data)
        )
        AttachmentContent.objects.create(attachment=attachment, data=file.data)


def record_read(*, attachment: Attachment, by: User) -> None:
    """Record that an agent opened a file."""
    request = attachment.entry.request
    record(
        "helpdesk.file_read",
        by=by,
        on=request,
        organization=request.organization_id,
        file=attachment.pk,
    )


@transaction.atomic
def purge_old_files() -> int:
    """Delete the bytes of up to AT_ONCE old files, keep their names; return how many."""
    before = timezone.now() - timedelta(days=settings.KEEP_UPLOADS_DAYS)
    old = Attachment.objects.filter(purged_at=None, created_at__lt=before).order_by("pk")
    numbers = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True)[:AT_ONCE])
    AttachmentContent.objects.filter(attachment__in=numbers).delete()
    Attachment.objects.filter(pk__in=numbers).update(purged_at=timezone.now())
    if numbers:
        record("helpdesk.files_purged", files=len(numbers))
    return len(numbers)
