"""Files that come with a message: kept, read by an agent, and purged like uploads."""

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
    """Keep these with a message."""
    for file in files:
        attachment = Attachment.objects.create(
            entry=entry, kind=file.kind, name=file.name, size=len(file.data)
        )
        AttachmentContent.objects.create(attachment=attachment, data=file.data)


def read(*, attachment: Attachment, by: User) -> None:
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
    """Delete the bytes of some old files; keep what they were; return how many."""
    before = timezone.now() - timedelta(days=settings.KEEP_UPLOADS_DAYS)
    old = Attachment.objects.filter(purged_at=None, created_at__lt=before).order_by("pk")
    numbers = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True)[:AT_ONCE])
    AttachmentContent.objects.filter(attachment__in=numbers).delete()
    Attachment.objects.filter(pk__in=numbers).update(purged_at=timezone.now())
    if numbers:
        record("helpdesk.files_purged", files=len(numbers))
    return len(numbers)
