"""Limit how many people one account can upload in a day.

Uploading an address tells whether it is registered already, so the number is limited.

A Low Volume file counts with its records. A High Volume file is read later by a worker, so on
arrival it counts as the most it may hold; otherwise many files sent at once would pass. When it is
loaded, refused or cancelled, what was counted too much (`Upload.counted`) is given back, once.
"""

from django.conf import settings
from django.utils.translation import gettext as _

from cvms.accounts.limits.counting import TooMany
from cvms.accounts.limits.limits import give_back_on, spend_on

from ..models import Upload

LIMIT = "address"


def count_people(upload: Upload) -> None:
    """Count the people of a file that arrived. Raises TooMany; the file must then be refused."""
    if upload.volume == Upload.Volume.HIGH:
        _spend(upload, settings.HIGH_VOLUME_RECORDS)
        upload.counted = settings.HIGH_VOLUME_RECORDS
        upload.save(update_fields=["counted"])
    elif upload.state == Upload.State.PREVIEW:
        count(upload, upload.records)


def count(upload: Upload, people: int) -> None:
    """Count `people` of a file that is now read differently. Raises TooMany.

    A High Volume file was counted in full on arrival.
    """
    if people and not upload.counted:
        _spend(upload, people)


def _spend(upload: Upload, people: int) -> None:
    try:
        spend_on(LIMIT, str(upload.uploaded_by_id), people)
    except TooMany as refusal:
        why = _(
            "Your account has reached the number of people it can upload in one day. Nothing "
            "was lost."
        )
        raise TooMany(refusal.wait, why) from None


def give_back(*ended: Upload) -> None:
    """Give back what was counted too much for files that were loaded, refused or cancelled."""
    counted = [upload for upload in ended if upload.counted]
    for upload in sorted(counted, key=lambda upload: upload.uploaded_by_id):
        told = upload.records if upload.state == Upload.State.LOADED else 0
        if upload.counted > told:
            give_back_on(LIMIT, str(upload.uploaded_by_id), upload.counted - told)
        upload.counted = 0
        upload.save(update_fields=["counted"])
