"""A whole list: say that a file is one, and mark the people who are not on it."""

from collections.abc import Collection

from django.db import transaction

from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.recipients.actions import leaving
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
def mark(*, file: Upload, by: User, chosen: Collection[int] | None) -> int:
    """Mark the chosen of those who are not on the list as no longer there; None for all of them."""
    people = _of(whole_list.missing(file), chosen)
    return leaving.leave(people=people, organization=file.organization, by=by)


@transaction.atomic
def put_back(*, file: Upload, by: User, chosen: Collection[int] | None) -> int:
    """Take that back for the chosen, or for all who are not on the list."""
    people = _of(whole_list.missing(file), chosen)
    return leaving.come_back(people=people, organization=file.organization, by=by)


@transaction.atomic
def welcome_back(*, pk: int) -> int:
    """Take people to be there again who are on a list that was loaded since they were marked."""
    upload = Upload.objects.select_related("organization", "uploaded_by").get(pk=pk)
    people = whole_list.returned(upload)
    return leaving.come_back(people=people, organization=upload.organization, by=upload.uploaded_by)


def _of(people: RecipientQuerySet, chosen: Collection[int] | None) -> RecipientQuerySet:
    return people if chosen is None else people.filter(pk__in=chosen)
