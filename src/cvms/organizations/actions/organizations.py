"""Every write to an organization that means something."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from cvms.accounts import actions as accounts
from cvms.accounts.models import User
from cvms.audit.actions import record

from ..models import Organization
from . import contacts


@transaction.atomic
def deactivate(*, organization: Organization, by: User) -> None:
    """Nobody acts for it any more: sessions end, links stop working. Its people stay loaded."""
    _lock(organization)
    organization.deactivated_at = organization.deactivated_at or timezone.now()
    organization.save(update_fields=["deactivated_at"])
    for contact in organization.points_of_contact.filter(user__is_active=True):
        contacts.shut_out(contact=contact, by=by)
    record("organizations.deactivated", by=by, on=organization, organization=organization.pk)


@transaction.atomic
def reactivate(*, organization: Organization, by: User) -> None:
    """Let in again those of its points of contact who were not shut out by themselves."""
    _lock(organization)
    organization.deactivated_at = None
    organization.save(update_fields=["deactivated_at"])
    for contact in organization.points_of_contact.filter(deactivated_at=None):
        accounts.reactivate(user=contact.user, by=by)
    record("organizations.reactivated", by=by, on=organization, organization=organization.pk)


@transaction.atomic
def submit_information(
    *, organization: Organization, information: dict[str, Any], by: User
) -> None:
    """Confirm that the information is complete and correct; opens Bulk Registration."""
    _lock(organization)
    for field, value in information.items():
        setattr(organization, field, value)
    organization.submitted_at = organization.submitted_at or timezone.now()
    organization.save(update_fields=[*information, "submitted_at"])
    organization.advance(Organization.Step.SUBMITTED)
    record("organizations.submitted", by=by, on=organization, organization=organization.pk)


@transaction.atomic
def point_of_contact_signed_in(*, user: User) -> None:
    """The first sign-in of an organization's first point of contact."""
    organization = Organization.objects.filter(points_of_contact__user=user).first()
    if organization:
        organization.advance(Organization.Step.SIGNED_IN)


def _lock(organization: Organization) -> None:
    """Wait for who changes the organization now, and read what came of it."""
    organization.refresh_from_db(from_queryset=Organization.objects.locked())
