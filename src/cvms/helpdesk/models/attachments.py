"""Pictures and documents that are sent with a message."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .requests import Entry


class Attachment(models.Model):
    """One file, sent with a message; its bytes are purged after KEEP_UPLOADS_DAYS."""

    class Kind(models.TextChoices):
        """The kind of the file, according to its bytes: see `files`."""

        PDF = "pdf", _("PDF")
        PNG = "png", _("PNG picture")
        JPEG = "jpg", _("JPEG picture")
        GIF = "gif", _("GIF picture")
        WEBP = "webp", _("WebP picture")
        HEIC = "heic", _("HEIC picture")

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=4, choices=Kind)
    name = models.CharField(max_length=120)  # as sent, with the extension of its kind
    size = models.PositiveIntegerField()  # bytes
    created_at = models.DateTimeField(default=timezone.now)
    purged_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]  # as they were sent
        indexes = [
            models.Index(
                fields=["created_at"], name="helpdesk_files_to_purge", condition=Q(purged_at=None)
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["pdf", "png", "jpg", "gif", "webp", "heic"]),
                name="helpdesk_file_kind_known",
            )
        ]


class AttachmentContent(models.Model):
    """A file's bytes, in a table of their own so that conversations never load them."""

    attachment = models.OneToOneField(
        Attachment, on_delete=models.CASCADE, primary_key=True, related_name="content"
    )
    data = models.BinaryField()
