"""What state staff do to organizations that no room below can do by itself."""

from typing import Any

from django.db import transaction
from django.db.models import ForeignObjectRel

from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.helpdesk.actions.people import tell_of_correction
from cvms.organizations.actions import contacts
from cvms.organizations.models import Organization, PointOfContact
from cvms.recipients.locks import wait_for_loads

from ..models import StageCount


class AlreadyMerged(Exception):
    """One of the two organizations was merged by a colleague at this moment."""


@transaction.atomic
def correct_contact(
    *, contact: PointOfContact, first_name: str, last_name: str, email: str, by: User
) -> None:
    """Correct a point of contact, and say so at the former address and at the new one.

    Raises AlreadyPointOfContact.
    """
    former = contacts.correct(
        contact=contact, first_name=first_name, last_name=last_name, email=email, by=by
    )
    if former:
        tell_of_correction({former, email}, contact.user.language)


@transaction.atomic
def merge(*, organization: Organization, into: Organization, by: User) -> None:
    """Move all that belongs to an organization to another, and delete the emptied one.

    Its people, points of contact, uploads and requests go over. Loads that are under way end
    first. The audit trail keeps both numbers. Raises ValueError for one organization twice, and
    AlreadyMerged.
    """
    if organization.pk == into.pk:
        raise ValueError("an organization cannot be merged with itself")
    wait_for_loads()
    both = Organization.objects.filter(pk__in=[organization.pk, into.pk])
    if len(both.select_for_update().order_by("pk")) != 2:
        raise AlreadyMerged
    StageCount.objects.filter(organization=organization).delete()  # counted anew by the next job
    for field in _pointing_at_organizations():
        belonging = field.model._default_manager.filter(**{field.name: organization})
        belonging.update(**{field.name: into})
    into.advance(organization.step if into.submitted else into.step)
    record("organizations.merged", by=by, on=into, organization=into.pk, merged=organization.pk)
    organization.delete()


def _pointing_at_organizations() -> list[Any]:
    """Every foreign key to an organization, in whichever room, also those without a way back."""
    relations = Organization._meta.get_fields(include_hidden=True)
    return [one.field for one in relations if isinstance(one, ForeignObjectRel)]
