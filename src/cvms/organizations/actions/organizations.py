"""Deactivate and reactivate organizations, and submit their information."""

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
    """Deactivate all its accounts: sessions end, links stop working. Its people stay loaded."""
    _lock(organization)
    organization.deactivated_at = organization.deactivated_at or timezone.now()
    organization.save(update_fields=["deactivated_at"])
    for contact in organization.points_of_contact.filter(user__is_active=True):
        contacts.shut_out(contact=contact, by=by)
    record("organizations.deactivated", by=by, on=organization, organization=organization.pk)


@transaction.atomic
def reactivate(*, organization: Organization, by: User) -> None:
    """Reactivate the points of contact who were not deactivated individually."""
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
    """Store an organization's information; the first time, this opens Bulk Registration."""
    _lock(organization)
    for field, value in information.items():
        setattr(organization, field, value)
    organization.submitted_at = organization.submitted_at or timezone.now()
    organization.save(update_fields=[*information, "submitted_at"])
    organization.advance(Organization.Step.SUBMITTED)
    record("organizations.submitted", by=by, on=organization, organization=organization.pk)


@transaction.atomic
def point_of_contact_signed_in(*, user: User) -> None:
    """Advance the user's organization to the step "Signed in", if it was not there yet."""
    organization = Organization.objects.filter(points_of_contact__user=user).first()
    if organization:
        organization.advance(Organization.Step.SIGNED_IN)


def _lock(organization: Organization) -> None:
    """Lock and reload the organization."""
    organization.refresh_from_db(from_queryset=Organization.objects.locked())
