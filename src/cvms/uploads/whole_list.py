"""Compare a whole list with the people whom its organization loaded before.

A whole list may be several files; the newest of them (its head) represents all.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from cvms import intake
from cvms.organizations.models import Organization
from cvms.recipients.folding import Folded, folded
from cvms.recipients.formerly import formerly
from cvms.recipients.models import Recipient, RecipientQuerySet

from .models import Rejection, RejectionQuerySet, Upload

MOST_FILES = 30  # offered as further parts of one list


def head_of(upload: Upload) -> Upload:
    """Return the newest file of the list to which an upload belongs."""
    file = upload.file
    return file.whole_with or file


def can_be_compared(file: Upload) -> bool:
    """Return whether the list was loaded and the records of all its files are still kept."""
    if file.state != Upload.State.LOADED or file.purged_at:
        return False
    return not Upload.objects.filter(whole_with=file, purged_at__isnull=False).exists()


def newest(organization: Organization) -> Upload | None:
    """Return the organization's last whole list."""
    whole = Upload.objects.of(organization).filter(whole_list=True, state=Upload.State.LOADED)
    return whole.order_by("-id").first()


def may_belong(file: Upload) -> QuerySet[Upload]:
    """Return other files that may be parts of the same list, newest first."""
    others = Upload.objects.filter(
        organization=file.organization_id,
        corrects=None,
        state=Upload.State.LOADED,
        purged_at=None,
    )
    return others.exclude(pk=file.pk).order_by("-id")


def parts_of(file: Upload) -> QuerySet[Upload]:
    """Return the files that are one whole list, and the corrections sent for them."""
    files = Upload.objects.filter(Q(pk=file.pk) | Q(whole_with=file)).values("pk")
    return Upload.objects.filter(Q(pk__in=files) | Q(corrects__in=files))


def follows_others(file: Upload) -> bool:
    """Return whether people were loaded from other files before this one."""
    before = Upload.objects.filter(
        organization=file.organization_id, loaded__gt=0, finished_at__lt=file.finished_at
    )
    return before.exclude(corrects=file).exists()


def earlier(file: Upload) -> RecipientQuerySet:
    """Return the people whom the organization loaded from other files before this one."""
    people = Recipient.objects.filter(organization=file.organization_id).exclude(
        upload__in=parts_of(file).values("pk")
    )
    return people.filter(loaded_at__lt=file.finished_at or file.created_at)


def missing(file: Upload) -> RecipientQuerySet:
    """Return the people loaded earlier who are not on the list.

    A person whose record is still to be corrected is found by name instead of address.
    """
    listed = list(_on_the_list(file))
    people = earlier(file).exclude(email_key__any_of=_by_address(listed))
    people = people.exclude(pk__in=_by_former_address(file, listed))
    names = {
        folded(f"{record.first_name} {record.last_name}")
        for record in _rejections(file).to_correct()
    }
    if names:
        people = people.annotate(name=Folded("first_name", "last_name")).exclude(name__in=names)
    return people


def returned(upload: Upload) -> RecipientQuerySet:
    """Return the people on a file whom its organization had marked as no longer here."""
    gone = Recipient.objects.of(upload.organization).filter(left_at__isnull=False)
    own = list(upload.rejections.filter(kind=Rejection.Kind.OWN))
    known = Q(email_key__any_of=_by_address(own)) | Q(pk__in=_by_former_address(upload, own))
    return gone.filter(known)


def _rejections(file: Upload) -> RejectionQuerySet:
    return Rejection.objects.filter(upload__in=parts_of(file).values("pk"))


def _on_the_list(file: Upload) -> Iterable[Rejection]:
    """Return the list's rejected records; its loaded ones are excluded by their upload."""
    return _rejections(file).filter(left_out=False)


def _by_address(records: Iterable[Rejection]) -> dict[str, list[Rejection]]:
    found: dict[str, list[Rejection]] = {}
    for record in records:
        found.setdefault(intake.email_key(record.email), []).append(record)
    return found


def _by_former_address(file: Upload, records: Iterable[Rejection]) -> list[int]:
    """Return primary keys of people whose address on these records was corrected since."""
    known = formerly(file.organization_id, _by_address(records))
    return [former.recipient_id for former in known]
