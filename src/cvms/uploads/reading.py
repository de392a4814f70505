"""Read an upload with the intake engine, under the limits of its tab and its choices."""

from django.conf import settings

from cvms import intake

from .choices import choices_of
from .models import Upload


def limits_of(volume: str) -> intake.Limits:
    """Return how many records and bytes a file of this volume may have."""
    low = volume == Upload.Volume.LOW
    records = settings.LOW_VOLUME_RECORDS if low else settings.HIGH_VOLUME_RECORDS
    return intake.Limits(records, settings.UPLOAD_BYTES)


def report_on(upload: Upload) -> intake.Report:
    """Read and check an upload's stored file according to its choices.

    Records whose address looks misspelled are held back until somebody confirms them.
    """
    report = intake.read(
        bytes(upload.content.data), upload.filename, limits_of(upload.volume), choices_of(upload)
    )
    report.hold_back(upload.choices.get("right", []))
    return report
