"""Send rejected records again after they were corrected."""

import uuid
from collections.abc import Collection

from django.conf import settings
from django.db import transaction

from cvms import intake
from cvms.accounts.models import User
from cvms.recipients.locks import wait_for_erasures

from ..cells import Row, changed
from ..filenames import as_csv
from ..models import Rejection, TypedRow, Upload
from .loading import load
from .receiving import File, receive


@transaction.atomic
def correct(
    *, file: Upload, by: User, key: uuid.UUID, right: Collection[int] = ()
) -> Upload | None:
    """Send the corrected records of a file as a new upload; each keeps its line number.

    `right` are lines whose address is right although it looks misspelled. Other unchanged rows
    stay in the worklist. Return the new upload, or None if no row was changed.
    """
    wait_for_erasures()
    Upload.objects.select_for_update(of=("self",)).get(pk=file.pk)
    outstanding = Rejection.objects.of_file(file).to_correct()
    before = {rejection.line: rejection for rejection in outstanding}
    typed = TypedRow.objects.filter(upload=file).order_by("line")
    now = before | {row.line: row for row in typed if row.line in before}
    rows = [(line, one.first_name, one.last_name, one.email) for line, one in now.items()]
    edited: list[Row] = changed(rows, before)
    edited += [row for row in rows if row[0] in right and row not in edited]
    edited.sort()
    if not edited:
        return Upload.objects.filter(
            organization=file.organization_id, key=key, corrects=file
        ).first()
    data = intake.people_file(edited)
    correction = receive(
        organization=file.organization,
        file=File(as_csv(file.filename), "text/csv", data, len(data)),
        volume=_volume_for(len(edited)),
        by=by,
        key=key,
        corrects=file,
        right=right,
    )
    lines = [row[0] for row in edited]
    numbers = [before[line].pk for line in lines]
    Rejection.objects.filter(pk__in=numbers).update(corrected_in=correction)
    typed.filter(line__in=lines).delete()
    return load(pk=correction.pk)


def _volume_for(records: int) -> str:
    low = records <= settings.LOW_VOLUME_RECORDS
    return Upload.Volume.LOW if low else Upload.Volume.HIGH
