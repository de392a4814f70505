"""The intake engine with this product's limits and the words of its two tabs."""

from django.conf import settings

from cvms import intake

from .models import Upload
from .wording import TOO_MANY, TOO_MANY_FOR_LOW


def limits_of(volume: str) -> intake.Limits:
    """How much a file may hold that comes by this tab."""
    if volume == Upload.Volume.LOW:
        hint = TOO_MANY_FOR_LOW.format(most=settings.HIGH_VOLUME_RECORDS)
        return intake.Limits(settings.LOW_VOLUME_RECORDS, settings.UPLOAD_BYTES, hint)
    hint = TOO_MANY.format(most=settings.HIGH_VOLUME_RECORDS)
    return intake.Limits(settings.HIGH_VOLUME_RECORDS, settings.UPLOAD_BYTES, hint)


def report_on(upload: Upload) -> intake.Report:
    """Read and judge the file that an upload keeps."""
    return intake.read(bytes(upload.content.data), upload.filename, limits_of(upload.volume))
