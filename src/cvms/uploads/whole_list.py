"""A list that its organization calls whole, compared with the people loaded before it."""

from collections.abc import Iterable

from django.db.models import Q

from cvms import intake
from cvms.organizations.models import Organization
from cvms.recipients.folding import Folded, folded
from cvms.recipients.formerly import formerly
from cvms.recipients.models import Recipient, RecipientQuerySet

from .models import Rejection, Upload


def can_be_compared(file: Upload) -> bool:
    """Return whether the file was loaded and its records are still kept."""
    return file.state == Upload.State.LOADED and not file.purged_at


def newest(organization: Organization) -> Upload | None:
    """Return the organization's last whole list."""
    whole = Upload.objects.of(organization).filter(whole_list=True, state=Upload.State.LOADED)
    return whole.order_by("-id").first()


def earlier(file: Upload) -> RecipientQuerySet:
    """Return the people whom the organization had loaded before this file, from others."""
    parts = Upload.objects.filter(Q(pk=file.pk) | Q(corrects=file))
    people = Recipient.objects.filter(organization=file.organization_id).exclude(
        upload__in=parts.values("pk")
    )
    return people.filter(loaded_at__lt=file.finished_at or file.created_at)


def missing(file: Upload) -> RecipientQuerySet:
    """Return those of them who are not on it.

    Somebody whose address is wrong on the list is known there by name, until it is corrected.
    """
    listed = list(_on_the_list(file))
    people = earlier(file).exclude(email_key__in=_by_address(listed))
    people = people.exclude(pk__in=_by_former_address(file, listed))
    names = {
        folded(f"{record.first_name} {record.last_name}")
        for record in Rejection.objects.of_file(file).to_correct()
    }
    if names:
        people = people.annotate(name=Folded("first_name", "last_name")).exclude(name__in=names)
    return people


def returned(upload: Upload) -> RecipientQuerySet:
    """Return the people on a file whom its organization had marked as no longer there."""
    gone = Recipient.objects.of(upload.organization).filter(left_at__isnull=False)
    own = list(upload.rejections.filter(kind=Rejection.Kind.OWN))
    known = Q(email_key__in=_by_address(own)) | Q(pk__in=_by_former_address(upload, own))
    return gone.filter(known)


def _on_the_list(file: Upload) -> Iterable[Rejection]:
    """Return its records that did not become recipients; the others are known by their upload."""
    return Rejection.objects.of_file(file).filter(left_out=False)


def _by_address(records: Iterable[Rejection]) -> dict[str, list[Rejection]]:
    found: dict[str, list[Rejection]] = {}
    for record in records:
        found.setdefault(intake.email_key(record.email), []).append(record)
    return found


def _by_former_address(file: Upload, records: Iterable[Rejection]) -> list[int]:
    """Return the people of these records whose address was corrected after the list was made."""
    known = formerly(file.organization_id, _by_address(records))
    return [former.recipient_id for former in known]
