"""How many people one account is told of in a day: whether each address is known already.

A Low Volume file counts as it is read. A High Volume one, which a worker reads later, counts as
full when it comes in, so that files sent at one moment are counted too. What is counted for it
(`Upload.counted`) is given back once, when it comes to its end: all that nothing was told of.
"""

from django.conf import settings
from django.utils.translation import gettext as _

from cvms.accounts.limits.counting import TooMany
from cvms.accounts.limits.limits import give_back_on, spend_on

from ..models import Upload

LIMIT = "address"


def count_people(upload: Upload) -> None:
    """Count a file that has come in. Raises TooMany, and the file is then not taken."""
    if upload.volume == Upload.Volume.HIGH:
        _spend(upload, settings.HIGH_VOLUME_RECORDS)
        upload.counted = settings.HIGH_VOLUME_RECORDS
        upload.save(update_fields=["counted"])
    elif upload.state == Upload.State.PREVIEW:
        count(upload, upload.records)


def count(upload: Upload, people: int) -> None:
    """Count so many people of a file that is read in another way. Raises TooMany.

    A High Volume file is counted as full already.
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
    """Give back what is still counted for files that came to their end, except who was loaded."""
    counted = [upload for upload in ended if upload.counted]
    for upload in sorted(counted, key=lambda upload: upload.uploaded_by_id):
        told = upload.records if upload.state == Upload.State.LOADED else 0
        if upload.counted > told:
            give_back_on(LIMIT, str(upload.uploaded_by_id), upload.counted - told)
        upload.counted = 0
        upload.save(update_fields=["counted"])
