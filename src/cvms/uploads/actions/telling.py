"""How many people one account is told of in a day: whether each address is known already.

A Low Volume file counts as it is read. A High Volume one, which a worker reads later, counts as
full when it comes in, so that files sent at one moment are counted too; what it had less is given
back once it was read.
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
        count(upload, settings.HIGH_VOLUME_RECORDS)
    elif upload.state == Upload.State.PREVIEW:
        count(upload, upload.records)


def count(upload: Upload, people: int) -> None:
    """Count so many people of a file that is read in another way. Raises TooMany."""
    if not people:
        return
    try:
        spend_on(LIMIT, str(upload.uploaded_by_id), people)
    except TooMany as refusal:
        why = _("Your account has uploaded as many people as it may in one day. Nothing was lost.")
        raise TooMany(refusal.wait, why) from None


def give_back_rest(upload: Upload) -> None:
    """Give back what a High Volume file, read to its end, had fewer people than it may have."""
    if upload.volume == Upload.Volume.HIGH:
        rest = max(0, settings.HIGH_VOLUME_RECORDS - upload.records)
        give_back_on(LIMIT, str(upload.uploaded_by_id), rest)
