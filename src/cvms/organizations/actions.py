"""Every write to an organization that means something."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from cvms.accounts.models import Portal, User, username_for
from cvms.accounts.permissions import Role
from cvms.audit.actions import record
from cvms.mail.actions import send as send_mail

from .models import Organization, PointOfContact


class AlreadyPointOfContact(Exception):  # noqa: N818 -- an answer, not a fault
    """The address belongs to a point of contact already; `organization` tells of which."""

    def __init__(self, organization: Organization) -> None:
        self.organization = organization


@transaction.atomic
def invite(*, name: str, first_name: str, last_name: str, email: str, by: User) -> Organization:
    """Make an organization known and mail its point of contact the way in.

    Raises AlreadyPointOfContact.
    """
    username = username_for(Portal.ORGANIZATION, email)
    known = PointOfContact.objects.filter(user__username=username).first()
    if known:
        raise AlreadyPointOfContact(known.organization)
    organization = Organization.objects.create(name=name, invited_by=by)
    user = User.objects.create_user(
        Portal.ORGANIZATION,
        email,
        roles=[Role.POINT_OF_CONTACT],
        first_name=first_name,
        last_name=last_name,
    )
    contact = PointOfContact.objects.create(user=user, organization=organization)
    send_mail("organization_invitation", [contact.pk])
    record("organizations.invited", by=by, on=organization, organization=organization.pk)
    return organization


@transaction.atomic
def invite_again(*, organization: Organization, by: User) -> int:
    """Mail those of its points of contact who have no password yet; earlier links stop working."""
    contacts = organization.points_of_contact.filter(user__password_changed_at__isnull=True)
    for contact in contacts.select_related("user"):
        contact.user.password_links.revoke()
    send_mail("organization_invitation", [contact.pk for contact in contacts])
    record("organizations.invited_again", by=by, on=organization, organization=organization.pk)
    return len(contacts)


@transaction.atomic
def submit_information(
    *, organization: Organization, information: dict[str, Any], by: User
) -> None:
    """Confirm that the information is complete and correct; opens Bulk Registration."""
    for field, value in information.items():
        setattr(organization, field, value)
    organization.submitted_at = organization.submitted_at or timezone.now()
    organization.save()
    organization.advance(Organization.Step.SUBMITTED)
    record("organizations.submitted", by=by, on=organization, organization=organization.pk)


@transaction.atomic
def point_of_contact_signed_in(*, user: User) -> None:
    """The first sign-in of an organization's first point of contact."""
    organization = Organization.objects.filter(points_of_contact__user=user).first()
    if organization:
        organization.advance(Organization.Step.SIGNED_IN)
