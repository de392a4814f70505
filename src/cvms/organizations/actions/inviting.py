"""Invite organizations: one, or a list of them."""

from collections.abc import Sequence
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from cvms.accounts.models import Portal, User, username_for
from cvms.accounts.permissions import Role
from cvms.audit.actions import record
from cvms.mail.actions import send as send_mail

from ..models import Organization, PointOfContact
from . import contacts
from .contacts import INVITATION

_INVITING = 6_742_002  # the advisory lock's number; nothing else uses it


class Invitee(NamedTuple):
    """A checked point of contact, whose address no other point of contact has."""

    organization: str
    first_name: str
    last_name: str
    email: str


class NameKnown(Exception):
    """An organization already has this name; the user has to confirm that this is another one."""

    def __init__(self, organization: Organization) -> None:
        self.organization = organization


@transaction.atomic
def invite(
    *,
    name: str,
    first_name: str,
    last_name: str,
    email: str,
    by: User,
    another: bool = False,
) -> Organization:
    """Create an organization, and mail its point of contact the invitation.

    `another` confirms that it is not the existing organization with the same name. Raises
    AlreadyPointOfContact and NameKnown.
    """
    _wait_for_invitations()
    contacts.refuse_known(email)
    known = Organization.objects.named([name]).order_by("pk").first()
    if known and not another:
        raise NameKnown(known)
    organization = Organization.objects.create(name=name, invited_by=by)
    record("organizations.invited", by=by, on=organization, organization=organization.pk)
    contacts.add(
        organization=organization, first_name=first_name, last_name=last_name, email=email, by=by
    )
    return organization


def _wait_for_invitations() -> None:
    """Lock, so that of two who invite the same name at once, the later one gets NameKnown."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_INVITING])


@transaction.atomic
def invite_again(*, organization: Organization, by: User) -> int:
    """Mail new invitations to its contacts without a password; return how many."""
    here = Organization.objects.locked().filter(pk=organization.pk, deactivated_at=None)
    if here.first() is None:
        return 0
    waiting = organization.points_of_contact.filter(
        user__password_changed_at=None, user__is_active=True
    )
    return sum(
        contacts.invite_again(contact=contact, by=by)
        for contact in waiting.select_related("user", "organization")
    )


@transaction.atomic
def invite_all_again(*, organizations: Sequence[Organization], by: User) -> int:
    """Mail new invitations to all contacts of these organizations without a password; how many."""
    in_order = sorted(organizations, key=lambda organization: organization.pk)
    return sum(invite_again(organization=organization, by=by) for organization in in_order)


@transaction.atomic
def invite_many(*, invitees: Sequence[Invitee], batch: int, by: User) -> int:
    """Create organizations, and mail their points of contact; return how many organizations.

    Invitees with the same name of organization, ignoring case, belong to one organization. Raises
    IntegrityError if one of them was invited meanwhile: check the list again.
    """
    _wait_for_invitations()
    organizations = _organizations(invitees, by)
    users = User.objects.bulk_create(map(_user, invitees), batch_size=1000)
    contacts = PointOfContact.objects.bulk_create(
        (
            PointOfContact(
                user=user,
                organization=organizations[invitee.organization.casefold()],
                added_by=by,
            )
            for user, invitee in zip(users, invitees, strict=True)
        ),
        batch_size=1000,
    )
    send_mail(INVITATION, [contact.pk for contact in contacts], batch=batch)
    for organization in organizations.values():
        record("organizations.invited", by=by, on=organization, organization=organization.pk)
    for contact in contacts:
        number = contact.organization_id
        record("organizations.contact_added", by=by, on=contact, organization=number)
    return len(organizations)


def _organizations(invitees: Sequence[Invitee], by: User) -> dict[str, Organization]:
    names = {invitee.organization.casefold(): invitee.organization for invitee in invitees}
    made = Organization.objects.bulk_create(
        (Organization(name=name, invited_by=by) for name in names.values()), batch_size=1000
    )
    return dict(zip(names, made, strict=True))


def _user(invitee: Invitee) -> User:
    return User(
        portal=Portal.ORGANIZATION,
        email=invitee.email,
        username=username_for(Portal.ORGANIZATION, invitee.email),
        roles=[Role.POINT_OF_CONTACT],
        first_name=invitee.first_name,
        last_name=invitee.last_name,
        password=make_password(None),
    )
