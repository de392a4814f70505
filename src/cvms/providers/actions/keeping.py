"""Maintain the directory: locations, and the location managers who act for them."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from cvms.accounts import actions as accounts
from cvms.accounts.models import Portal, User, UsernameTaken, username_for
from cvms.accounts.permissions import Role
from cvms.audit.actions import record
from cvms.mail.actions import send as send_mail
from cvms.mail.models import Message

from ..models import Location, LocationManager

INVITATION = "location_manager_invitation"


class AlreadyManager(Exception):
    """The address belongs to a location manager of `location` already."""

    def __init__(self, location: Location) -> None:
        self.location = location


@transaction.atomic
def add(*, information: dict[str, Any], by: User) -> Location:
    """Add a location to the directory."""
    location = Location.objects.create(**information)
    record("providers.location_added", by=by, on=location)
    return location


@transaction.atomic
def update(*, location: Location, information: dict[str, Any], by: User) -> None:
    """Save a location's information with today's date, which also confirms what is unchanged."""
    changed = [field for field, value in information.items() if getattr(location, field) != value]
    for field, value in information.items():
        setattr(location, field, value)
    location.updated_at = timezone.now()
    location.save()
    record("providers.location_updated", by=by, on=location, changed=changed)


@transaction.atomic
def set_listed(*, location: Location, listed: bool, by: User) -> None:
    """Remove a location from the public directory, or restore it; managers keep their pages."""
    location.listed = listed
    location.save(update_fields=["listed"])
    record(f"providers.location_{'listed' if listed else 'unlisted'}", by=by, on=location)


@transaction.atomic
def appoint(
    *, location: Location, first_name: str, last_name: str, email: str, by: User
) -> LocationManager:
    """Make a person a location's manager, and mail them an invitation.

    A person who was dismissed before gets their former account back. Raises AlreadyManager.
    """
    user = _account(email, first_name, last_name)
    known = LocationManager.objects.filter(user=user).first()
    if known:
        raise AlreadyManager(known.location)
    user.roles = sorted({*user.roles, Role.LOCATION_MANAGER.value})
    user.save(update_fields=["roles"])
    if not user.is_active:
        accounts.reactivate(user=user, by=by)
    manager = LocationManager.objects.create(user=user, location=location)
    send_mail(INVITATION, [manager.pk])
    record("providers.manager_appointed", by=by, on=location, manager=user.pk)
    return manager


def _account(email: str, first_name: str, last_name: str) -> User:
    """Return the address's account at the providers' portal, locked, or a new one."""
    try:
        return User.objects.create_user(
            Portal.PROVIDER, email, roles=[], first_name=first_name, last_name=last_name
        )
    except UsernameTaken:
        known = User.objects.select_for_update()
        return known.get(username=username_for(Portal.PROVIDER, email))


@transaction.atomic
def invite_again(*, manager: LocationManager, by: User) -> bool:
    """Mail a new invitation; earlier links stop working. Return False if none is needed."""
    LocationManager.objects.select_for_update().get(pk=manager.pk)  # of two requests, one waits
    on_its_way = Message.objects.about(INVITATION, manager.pk).waiting().exists()
    if manager.user.password_changed_at is not None or on_its_way:
        return False
    manager.user.password_links.revoke()
    send_mail(INVITATION, [manager.pk])
    record("providers.manager_invited_again", by=by, on=manager.location, manager=manager.user_id)
    return True


@transaction.atomic
def dismiss(*, manager: LocationManager, by: User) -> None:
    """End a person's management of the location: deactivate the account, end its sessions."""
    user = manager.user
    accounts.deactivate(user=user, by=by)
    manager.delete()
    record("providers.manager_dismissed", by=by, on=manager.location, manager=user.pk)
