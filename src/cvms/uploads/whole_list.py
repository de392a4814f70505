"""A list that its organization calls whole, compared with the people loaded before it."""

from collections.abc import Iterable

from django.db.models import Q

from cvms import intake
from cvms.organizations.models import Organization
from cvms.recipients.folding import Folded, folded
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
    people = earlier(file).exclude(email_key__in=_addresses(_on_the_list(file)))
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
    own = upload.rejections.filter(kind=Rejection.Kind.OWN)
    return gone.filter(email_key__in=_addresses(own))


def _on_the_list(file: Upload) -> Iterable[Rejection]:
    """Return its records that did not become recipients; the others are known by their upload."""
    return Rejection.objects.of_file(file).filter(left_out=False).only("email")


def _addresses(records: Iterable[Rejection]) -> set[str]:
    return {intake.email_key(record.email) for record in records}
