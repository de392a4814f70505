"""A whole list: say that a file is one, and mark the people who are not on it."""

from collections.abc import Collection

from django.db import transaction

from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.recipients.actions import errands, leaving
from cvms.recipients.models import RecipientQuerySet

from .. import whole_list
from ..models import Upload


@transaction.atomic
def call_whole(*, file: Upload, by: User, whole: bool = True) -> None:
    """Say that a file has everybody, or take that back; nobody is marked by it."""
    if Upload.objects.filter(pk=file.pk, whole_list=not whole).update(whole_list=whole):
        action = "uploads.called_whole" if whole else "uploads.called_a_part"
        record(action, by=by, on=file, organization=file.organization_id)


@transaction.atomic
def mark(*, file: Upload, by: User, chosen: Collection[int] | None) -> int | None:
    """Mark the chosen of those who are not on the list as no longer there; None for all of them.

    Return how many; None where they are many and a worker does it.
    """
    act = errands.leave_all if chosen is None else leaving.leave
    return act(people=_of(file, chosen), organization=file.organization, by=by)


@transaction.atomic
def put_back(*, file: Upload, by: User, chosen: Collection[int] | None) -> int | None:
    """Take that back for the chosen, or for all who are not on the list; likewise."""
    act = errands.come_back_all if chosen is None else leaving.come_back
    return act(people=_of(file, chosen), organization=file.organization, by=by)


@transaction.atomic
def welcome_back(*, pk: int) -> int:
    """Take people to be there again who are on a list that was loaded since they were marked."""
    upload = Upload.objects.select_related("organization", "uploaded_by").get(pk=pk)
    people = whole_list.returned(upload)
    return leaving.come_back(people=people, organization=upload.organization, by=upload.uploaded_by)


def _of(file: Upload, chosen: Collection[int] | None) -> RecipientQuerySet:
    missing = whole_list.missing(file)
    return missing if chosen is None else missing.filter(pk__in=chosen)
