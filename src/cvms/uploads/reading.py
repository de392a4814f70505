"""The intake engine with this product's limits and the words of its two tabs."""

from django.conf import settings

from cvms import intake

from .choices import choices_of
from .models import Upload


def limits_of(volume: str) -> intake.Limits:
    """How much a file may hold that comes by this tab."""
    low = volume == Upload.Volume.LOW
    records = settings.LOW_VOLUME_RECORDS if low else settings.HIGH_VOLUME_RECORDS
    return intake.Limits(records, settings.UPLOAD_BYTES)


def report_on(upload: Upload) -> intake.Report:
    """Read and judge the file that an upload keeps, as its organization has said to.

    Addresses that seem misspelled are held back until somebody has looked at them.
    """
    report = intake.read(
        bytes(upload.content.data), upload.filename, limits_of(upload.volume), choices_of(upload)
    )
    report.hold_back(upload.choices.get("right", []))
    return report
