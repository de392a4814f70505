"""Who may sign in, and what they may do."""

from typing import Any

from django.db import transaction

from cvms.audit.actions import record
from cvms.mail.actions import send as send_mail

from ..letters import given
from ..models import Making, Portal, User, UsernameTaken
from ..permissions import Permission, Role
from . import sessions


class NotAllowed(Exception):
    """One's own account, or whoever acts has lost the right meanwhile."""


class ForStateIt(NotAllowed):
    """The role that may do everything is state IT's own to give and to take."""


class AccountExists(Exception):
    """The address has an account at this portal already."""


@transaction.atomic
def invite_staff(
    *, email: str, first_name: str, last_name: str, roles: list[str], by: User | None = None
) -> User:
    """Make an account at the Staff Console and mail the link that sets its password.

    `by` is None for the command line. Raises AccountExists, ForStateIt, SuffixedAddress.
    """
    if by is not None:
        _may_give(by, roles)
    try:
        user = User.objects.create_user(
            Portal.STAFF, email, roles=roles, first_name=first_name, last_name=last_name
        )
    except UsernameTaken as taken:
        raise AccountExists from taken
    if by is not None:
        Making.objects.create(account=user, maker=by)
    send_mail("password_link", [user.pk])
    given.tell(user, by=by)
    record("accounts.staff_invited", by=by, on=user, roles=roles)
    return user


@transaction.atomic
def invite_staff_again(*, user: User, by: User) -> bool:
    """Mail a new link to somebody who has set no password yet; False for others."""
    if not user.is_active or user.password_changed_at:
        return False
    user.password_links.revoke()
    send_mail("password_link", [user.pk])
    record("accounts.staff_invited_again", by=by, on=user)
    return True


@transaction.atomic
def change_access(*, user: User, roles: list[str], is_active: bool, by: User) -> None:
    """Set the access of a colleague. Raises NotAllowed, ForStateIt.

    Nobody changes their own account, and whoever acts must still be an administrator when both
    accounts are locked: so two who end each other's at one moment do not leave the console
    without one.
    """
    both = User.objects.select_for_update().filter(pk__in=[user.pk, by.pk]).order_by("pk")
    now = {one.pk: one for one in both}
    acting = now[by.pk]
    if user.pk == by.pk or not (acting.is_active and acting.may(Permission.MANAGE_STAFF)):
        raise NotAllowed
    _may_give(acting, [*roles, *now[user.pk].roles])
    set_access(user=now[user.pk], roles=roles, is_active=is_active, by=by)


def is_for_state_it(user: User, *, by: User) -> bool:
    """Whether state IT alone may change this account, and this is somebody else."""
    return Role.STATE_IT in user.roles and not by.may(Permission.USE_ADMIN)


def _may_give(by: User, roles: list[str]) -> None:
    """A staff administrator could else make themselves, or a friend, more than they are."""
    if Role.STATE_IT in roles and not by.may(Permission.USE_ADMIN):
        raise ForStateIt


@transaction.atomic
def deactivate(*, user: User, by: User) -> None:
    """Close an account: nobody signs in, its sessions end, its links stop working. The only way."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    user.password_links.revoke()
    sessions.end(user)
    record("accounts.deactivated", by=by, on=user)


@transaction.atomic
def reactivate(*, user: User, by: User) -> None:
    """The account's password signs in again, from no session and no link of earlier days."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    user.password_links.revoke()
    sessions.end(user)
    record("accounts.reactivated", by=by, on=user)


@transaction.atomic
def set_access(*, user: User, roles: list[str], is_active: bool, by: User) -> None:
    """Say what a staff account may do, and whether it may sign in. A change ends its sessions."""
    before: dict[str, Any] = {"roles": sorted(user.roles), "is_active": user.is_active}
    after: dict[str, Any] = {"roles": sorted(roles), "is_active": is_active}
    if after == before:
        return
    user.roles = after["roles"]
    user.save(update_fields=["roles"])
    if is_active and not set(after["roles"]) <= set(before["roles"]):
        given.tell(user, by=by)
    if is_active == user.is_active:
        sessions.end(user)
    elif is_active:
        reactivate(user=user, by=by)
    else:
        deactivate(user=user, by=by)
    record("accounts.access_set", by=by, on=user, before=before, after=after)
