"""Whole lists: declare that a file is one, and mark the people who are not on it."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.jobs.deferring import defer
from cvms.organizations.models import Organization
from cvms.recipients.actions import errands, leaving
from cvms.recipients.models import RecipientQuerySet

from .. import whole_list
from ..models import Upload


@transaction.atomic
def call_whole(*, file: Upload, by: User, together: Collection[int] = ()) -> Upload:
    """Declare a file, together with others, to be the whole list; return the newest of the files.

    This marks nobody.
    """
    others = whole_list.may_belong(file).filter(pk__in=together)
    files = sorted([file, *others], key=lambda one: one.pk)
    head, numbers = files[-1], [one.pk for one in files]
    own = Upload.objects.filter(organization=file.organization_id)
    own.filter(Q(whole_with__in=numbers) | Q(pk__in=numbers)).update(
        whole_with=None, whole_list=False, missing=None
    )
    own.filter(pk__in=numbers[:-1]).update(whole_with=head)
    own.filter(pk=head.pk).update(whole_list=True)
    count_missing(file=head)
    organization = file.organization_id
    record("uploads.called_whole", by=by, on=head, organization=organization, files=numbers)
    return head


@transaction.atomic
def call_part(*, file: Upload, by: User) -> None:
    """Declare that a file is not the whole list after all."""
    Upload.objects.filter(whole_with=file).update(whole_with=None)
    if Upload.objects.filter(pk=file.pk, whole_list=True).update(whole_list=False, missing=None):
        record("uploads.called_a_part", by=by, on=file, organization=file.organization_id)


def count_missing(*, file: Upload) -> None:
    """Store how many people are not on a whole list, so that its page need not count them."""
    people = whole_list.missing(file).filter(left_at=None).count()
    Upload.objects.filter(pk=file.pk).update(missing=people)


def count_soon(organization: Organization) -> None:
    """Queue a new count after people have left or come back."""
    if whole := whole_list.newest(organization):
        defer("uploads.count_missing", upload=whole.pk)


@transaction.atomic
def count_again(*, pk: int) -> None:
    """Count again if the file is still the whole list."""
    file = Upload.objects.filter(pk=pk, whole_list=True).first()
    if file and whole_list.can_be_compared(file):
        count_missing(file=file)


@transaction.atomic
def mark(*, file: Upload, by: User, chosen: Collection[int] | None) -> int | None:
    """Mark people who are not on the list as no longer here: those chosen, or all for None.

    Return how many were marked, or None if there are so many that a worker does it.
    """
    act = errands.leave_all if chosen is None else leaving.leave
    return _with_count(file, act(people=_of(file, chosen), organization=file.organization, by=by))


@transaction.atomic
def put_back(*, file: Upload, by: User, chosen: Collection[int] | None) -> int | None:
    """Undo `mark` for the people chosen, or for all if None; return the same as `mark`."""
    act = errands.come_back_all if chosen is None else leaving.come_back
    return _with_count(file, act(people=_of(file, chosen), organization=file.organization, by=by))


def _with_count(file: Upload, people: int | None) -> int | None:
    """Count again if anybody was changed at once; return `people`."""
    if people:
        count_missing(file=file)
    return people


@transaction.atomic
def welcome_back(*, pk: int) -> int:
    """Unmark people who were marked as no longer here and are on a list loaded since then."""
    upload = Upload.objects.select_related("organization", "uploaded_by").get(pk=pk)
    people = whole_list.returned(upload)
    return leaving.come_back(people=people, organization=upload.organization, by=upload.uploaded_by)


def _of(file: Upload, chosen: Collection[int] | None) -> RecipientQuerySet:
    missing = whole_list.missing(file)
    return missing if chosen is None else missing.filter(pk__in=chosen)
