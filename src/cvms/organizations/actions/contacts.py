"""Add, invite, correct, revoke, deactivate and reactivate points of contact."""

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from cvms.accounts import actions as accounts
from cvms.accounts.models import Portal, User, UsernameTaken, username_for
from cvms.accounts.permissions import Role
from cvms.audit.actions import record
from cvms.mail.actions import send as send_mail
from cvms.mail.actions import withdraw
from cvms.mail.models import Message

from ..models import Organization, PointOfContact

INVITATION = "organization_invitation"
JOINED = "organization_contact_joined"
Standing = PointOfContact.Standing


class AlreadyPointOfContact(Exception):
    """The address belongs to a point of contact of `organization` already."""

    def __init__(self, organization: Organization) -> None:
        self.organization = organization


class OrganizationDeactivated(Exception):
    """The organization is deactivated, so nobody can be invited or reactivated for it."""


def refuse_known(email: str) -> None:
    """Raise AlreadyPointOfContact if a point of contact has this address."""
    username = username_for(Portal.ORGANIZATION, email)
    known = PointOfContact.objects.filter(user__username=username).first()
    if known:
        raise AlreadyPointOfContact(known.organization)


def _lock(organization: int) -> None:
    """Lock the organization, and with it its contacts. Raises OrganizationDeactivated."""
    here = Organization.objects.locked().filter(pk=organization, deactivated_at=None)
    if here.first() is None:
        raise OrganizationDeactivated


def _lock_contact(contact: PointOfContact) -> None:
    """Lock the contact's organization, even if it is deactivated, and reload the contact."""
    Organization.objects.locked().filter(pk=contact.organization_id).first()
    contact.refresh_from_db()


@transaction.atomic
def add(
    *, organization: Organization, first_name: str, last_name: str, email: str, by: User
) -> PointOfContact:
    """Create an account for a point of contact, and mail the invitation.

    Raises AlreadyPointOfContact, OrganizationDeactivated.
    """
    _lock(organization.pk)
    user = _account(email, first_name, last_name)
    contact = PointOfContact.objects.create(user=user, organization=organization, added_by=by)
    send_mail(INVITATION, [contact.pk])
    tell(JOINED, organization.points_of_contact.at_work(), about=contact)
    _record("added", contact, by)
    return contact


def _account(email: str, first_name: str, last_name: str) -> User:
    """Create an account; another request may be creating one for the same address right now."""
    refuse_known(email)
    try:
        return User.objects.create_user(
            Portal.ORGANIZATION,
            email,
            roles=[Role.POINT_OF_CONTACT],
            first_name=first_name,
            last_name=last_name,
        )
    except UsernameTaken:
        refuse_known(email)
        raise


def tell(kind: str, readers: QuerySet[PointOfContact], *, about: PointOfContact) -> None:
    """Write to these points of contact what happened to another one."""
    if numbers := list(readers.values_list("pk", flat=True)):
        send_mail(kind, numbers, batch=about.pk)


@transaction.atomic
def invite_again(*, contact: PointOfContact, by: User) -> bool:
    """Mail a new invitation to a contact without a password; earlier links stop working.

    A revoked invitation becomes valid again. Return False if no letter is needed. Raises
    OrganizationDeactivated.
    """
    _lock(contact.organization_id)
    contact.refresh_from_db()
    if contact.user.password_changed_at or _is_being_invited(contact):
        return False
    if contact.standing == Standing.REVOKED:
        _let_in(contact, by)
    contact.user.password_links.revoke()
    send_mail(INVITATION, [contact.pk])
    _record("invited_again", contact, by)
    return True


def _is_being_invited(contact: PointOfContact) -> bool:
    """Return whether an invitation is waiting to be sent already."""
    return Message.objects.about(INVITATION, contact.pk).waiting().exists()


@transaction.atomic
def correct(
    *, contact: PointOfContact, first_name: str, last_name: str, email: str, by: User
) -> str:
    """Correct a contact's name and address; return the former address, "" if it did not change.

    Links that were sent to the former address expire; a contact without a password is invited at
    the new one. Raises AlreadyPointOfContact.
    """
    user = User.objects.select_for_update().get(pk=contact.user_id)
    former = user.email if email != user.email else ""
    username = username_for(Portal.ORGANIZATION, email)
    if username != user.username:
        refuse_known(email)
    user.first_name, user.last_name = first_name, last_name
    user.email, user.username = email, username
    _save(user)
    contact.user = user
    _record("corrected", contact, by)
    if former:
        user.password_links.revoke()
        if user.password_changed_at is None and user.is_active:
            withdraw(INVITATION, contact.pk)
            send_mail(INVITATION, [contact.pk])
    return former


def _save(user: User) -> None:
    """Save the account; another request may be giving its address to somebody else right now."""
    try:
        with transaction.atomic():
            user.save(update_fields=["first_name", "last_name", "email", "username"])
    except IntegrityError:
        refuse_known(user.email)
        raise


@transaction.atomic
def rename(*, contact: PointOfContact, first_name: str, last_name: str, by: User) -> bool:
    """Change the name of a point of contact; return False if it was that already."""
    user = User.objects.select_for_update().get(pk=contact.user_id)
    if (user.first_name, user.last_name) == (first_name, last_name):
        return False
    user.first_name, user.last_name = first_name, last_name
    user.save(update_fields=["first_name", "last_name"])
    _record("renamed", contact, by)
    return True


@transaction.atomic
def revoke(*, contact: PointOfContact, by: User) -> bool:
    """Revoke an invitation that went to a wrong person; return False if it was used already."""
    _lock_contact(contact)
    if contact.standing != Standing.INVITED:
        return False
    contact.deactivated_at = timezone.now()
    contact.save(update_fields=["deactivated_at"])
    shut_out(contact=contact, by=by)
    _record("revoked", contact, by)
    return True


@transaction.atomic
def deactivate(*, contact: PointOfContact, by: User) -> None:
    """End a person's access for the organization."""
    _lock_contact(contact)
    contact.deactivated_at = timezone.now()
    contact.save(update_fields=["deactivated_at"])
    shut_out(contact=contact, by=by)
    _record("deactivated", contact, by)


@transaction.atomic
def reactivate(*, contact: PointOfContact, by: User) -> None:
    """Undo `deactivate`. Raises OrganizationDeactivated."""
    _lock(contact.organization_id)
    contact.refresh_from_db()
    _let_in(contact, by)
    _record("reactivated", contact, by)


def shut_out(*, contact: PointOfContact, by: User) -> None:
    """Deactivate the account, and withdraw an invitation that was not sent yet."""
    accounts.deactivate(user=contact.user, by=by)
    withdraw(INVITATION, contact.pk)


def _let_in(contact: PointOfContact, by: User) -> None:
    contact.deactivated_at = None
    contact.save(update_fields=["deactivated_at"])
    accounts.reactivate(user=contact.user, by=by)


def _record(verb: str, contact: PointOfContact, by: User) -> None:
    number = contact.organization_id
    record(f"organizations.contact_{verb}", by=by, on=contact, organization=number)
