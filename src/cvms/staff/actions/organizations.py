"""Actions of state staff on organizations that involve several rooms."""

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
    """A colleague has merged one of the two organizations meanwhile."""


@transaction.atomic
def correct_contact(
    *, contact: PointOfContact, first_name: str, last_name: str, email: str, by: User
) -> None:
    """Correct a point of contact, and write to the former address and the new one.

    Raises AlreadyPointOfContact.
    """
    former = contacts.correct(
        contact=contact, first_name=first_name, last_name=last_name, email=email, by=by
    )
    if former:
        tell_of_correction({former, email}, contact.user.language)


@transaction.atomic
def merge(*, organization: Organization, into: Organization, by: User) -> None:
    """Move everything of an organization to another one, and delete the first.

    This waits for loads that are under way. The audit trail keeps both primary keys. Raises
    ValueError if both are the same organization, and AlreadyMerged.
    """
    if organization.pk == into.pk:
        raise ValueError("an organization cannot be merged with itself")
    wait_for_loads()
    both = Organization.objects.filter(pk__in=[organization.pk, into.pk])
    if len(both.select_for_update().order_by("pk")) != 2:
        raise AlreadyMerged
    StageCount.objects.filter(organization=organization).delete()  # the next job counts again
    for field in _pointing_at_organizations():
        belonging = field.model._default_manager.filter(**{field.name: organization})
        belonging.update(**{field.name: into})
    into.advance(organization.step if into.submitted else into.step)
    record("organizations.merged", by=by, on=into, organization=into.pk, merged=organization.pk)
    organization.delete()


def _pointing_at_organizations() -> list[Any]:
    """Return every foreign key to an organization in any room, even without a reverse relation."""
    relations = Organization._meta.get_fields(include_hidden=True)
    return [one.field for one in relations if isinstance(one, ForeignObjectRel)]
