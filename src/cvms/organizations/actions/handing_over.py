"""Let a point of contact hand over to a colleague."""

from django.db import transaction
from django.utils import timezone

from cvms.accounts.models import User
from cvms.audit.actions import record

from ..models import Organization, PointOfContact
from .contacts import shut_out, tell

HANDED_OVER = "organization_contact_handed_over"


class NobodyThere(Exception):
    """The colleague cannot sign in, so nobody would act for the organization."""


@transaction.atomic
def hand_over(*, contact: PointOfContact, to: PointOfContact, by: User) -> None:
    """Deactivate a point of contact's account in favor of a colleague. Raises NobodyThere.

    If two people hand over to each other at the same time, the lock orders them, and the later one
    gets NobodyThere.
    """
    organization = Organization.objects.locked().get(pk=contact.organization_id)
    colleagues = organization.points_of_contact.at_work().exclude(pk=contact.pk)
    still = organization.points_of_contact.at_work().filter(pk=contact.pk)
    if not (still.exists() and colleagues.filter(pk=to.pk).exists()):
        raise NobodyThere
    tell(HANDED_OVER, organization.points_of_contact.at_work(), about=contact)
    contact.deactivated_at = timezone.now()
    contact.save(update_fields=["deactivated_at"])
    shut_out(contact=contact, by=by)
    number = organization.pk
    record("organizations.contact_handed_over", by=by, on=contact, organization=number, to=to.pk)
