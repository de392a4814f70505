"""The intake engine with this product's limits and the words of its two tabs."""

from django.conf import settings
from django.utils.translation import gettext as _

from cvms import intake

from .models import Upload


def limits_of(volume: str) -> intake.Limits:
    """How much a file may hold that comes by this tab."""
    if volume == Upload.Volume.LOW:
        hint = _("Use the High Volume tab for lists of up to %(most)s people.")
        hint %= {"most": f"{settings.HIGH_VOLUME_RECORDS:,}"}
        return intake.Limits(settings.LOW_VOLUME_RECORDS, settings.UPLOAD_BYTES, hint)
    hint = _("Divide the list into files of at most %(most)s people and upload each by this tab.")
    hint %= {"most": f"{settings.HIGH_VOLUME_RECORDS:,}"}
    return intake.Limits(settings.HIGH_VOLUME_RECORDS, settings.UPLOAD_BYTES, hint)


def report_on(upload: Upload) -> intake.Report:
    """Read and judge the file that an upload keeps."""
    return intake.read(bytes(upload.content.data), upload.filename, limits_of(upload.volume))
