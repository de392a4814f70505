"""Sending rejected records again once they are corrected."""

import uuid
from collections.abc import Collection

from django.conf import settings
from django.db import transaction

from cvms import intake
from cvms.accounts.models import User
from cvms.recipients.locks import wait_for_erasures

from ..cells import changed
from ..filenames import as_csv
from ..models import Upload
from .loading import load
from .receiving import File, receive


@transaction.atomic
def correct(
    *,
    upload: Upload,
    rows: list[tuple[int, str, str, str]],
    by: User,
    key: uuid.UUID,
    right: Collection[int] = (),
) -> Upload | None:
    """Send corrected records again as a file of their own, each on the line it had.

    `right` are lines whose address is right though it seems misspelled. Other rows that say what
    they said before stay where they are; None when all do.
    """
    wait_for_erasures()
    outstanding = upload.rejections.outstanding().select_for_update()
    before = {rejection.line: rejection for rejection in outstanding}
    edited = changed(rows, before)
    edited += [row for row in rows if row[0] in right and row[0] in before and row not in edited]
    if not edited:
        return Upload.objects.filter(key=key, corrects=upload).first()
    data = intake.people_file(edited)
    correction = receive(
        organization=upload.organization,
        file=File(as_csv(upload.filename), "text/csv", data, len(data)),
        volume=_volume_for(len(edited)),
        by=by,
        key=key,
        corrects=upload,
        right=right,
    )
    lines = [row[0] for row in edited]
    upload.rejections.filter(line__in=lines).update(corrected_in=correction)
    return load(pk=correction.pk)


def _volume_for(records: int) -> str:
    low = records <= settings.LOW_VOLUME_RECORDS
    return Upload.Volume.LOW if low else Upload.Volume.HIGH
