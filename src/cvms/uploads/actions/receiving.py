"""Receive a file: store it, and read it or queue it."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cvms import intake
from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.jobs.deferring import defer
from cvms.mail.actions import send as send_mail
from cvms.organizations.models import Organization

from ..models import Content, Upload
from ..reading import report_on
from .asking import can_be_chosen, hold, use_known_columns
from .daily_limit import count_people, give_back
from .loading import refuse

State = Upload.State


@dataclass(frozen=True, slots=True)
class File:
    """A file as the browser, or the API's caller, sent it."""

    name: str
    media_type: str
    data: bytes  # at most one byte more than the limit
    size: int  # bytes, of the whole file
    last_modified: datetime | None = None


@transaction.atomic
def receive(
    *,
    organization: Organization,
    file: File,
    volume: str,
    by: User,
    key: uuid.UUID,
    corrects: Upload | None = None,
    right: Collection[int] = (),
    whole_list: bool = False,
) -> Upload:
    """Store a file; read a Low Volume file now, queue a High Volume file for a worker.

    `right` are lines whose address somebody confirmed although it looks misspelled; with
    `whole_list`, people who are not on the list are no longer with the organization.
    If the organization sends the same key again, return the upload that already exists.
    Raises TooMany if the account has reached its number of people for today.
    """
    state = State.PREVIEW if volume == Upload.Volume.LOW else State.SUBMITTED
    upload, new = Upload.objects.get_or_create(
        organization=organization,
        key=key,
        defaults={
            "uploaded_by": by,
            "corrects": corrects,
            "choices": {"right": sorted(right)} if right else {},
            "whole_list": whole_list,
            "volume": volume,
            "state": state,
            "filename": file.name[:255],
            "media_type": file.media_type[:100],
            "size": file.size,
            "last_modified": file.last_modified,
        },
    )
    if not new:
        return upload
    Content.objects.create(upload=upload, data=file.data)
    record("uploads.received", by=by, on=upload, organization=organization.pk, volume=volume)
    if volume == Upload.Volume.LOW:
        judge(upload)
    else:
        defer("uploads.load", upload=upload.pk)
    count_people(upload)
    return upload


def judge(upload: Upload) -> None:
    """Read a file for its preview; hold it for its columns, or refuse it, if it cannot be read."""
    report = report_on(upload)
    if report.problem and use_known_columns(upload, report):
        report = report_on(upload)
    upload.records = report.records
    upload.notices = [notice.stored() for notice in report.notices]
    if report.problem and can_be_chosen(report):
        hold(upload, report)
    elif report.problem:
        refuse(upload, report.problem)
        if (
            report.problem.code != intake.ProblemCode.TOO_MANY_RECORDS
        ):  # its page offers the other tab
            send_mail("upload_report", [upload.pk])
    upload.save()
    if upload.finished_at:
        give_back(upload)
