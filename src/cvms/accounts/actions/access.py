"""Invite staff, change what they may do, and deactivate and reactivate accounts."""

from typing import Any

from django.db import transaction

from cvms.audit.actions import record
from cvms.mail.actions import send as send_mail

from ..letters import given
from ..models import Making, Portal, User, UsernameTaken
from ..permissions import Permission, Role
from . import sessions


class NotAllowed(Exception):
    """It is the acting person's own account, or they have lost the permission meanwhile."""


class ForStateIt(NotAllowed):
    """Only state IT may give or take the role of state IT."""


class AccountExists(Exception):
    """The address has an account at this portal already."""


@transaction.atomic
def invite_staff(
    *, email: str, first_name: str, last_name: str, roles: list[str], by: User | None = None
) -> User:
    """Create a Staff Console account and mail the link that sets its password.

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
    """Mail a new link to a person who has not set a password yet; return False for others."""
    if not user.is_active or user.password_changed_at:
        return False
    user.password_links.revoke()
    send_mail("password_link", [user.pk])
    record("accounts.staff_invited_again", by=by, on=user)
    return True


@transaction.atomic
def change_access(*, user: User, roles: list[str], is_active: bool, by: User) -> None:
    """Set a colleague's access. Raises NotAllowed, ForStateIt.

    Nobody may change their own account, and the acting person must still be an administrator once
    both accounts are locked. So two administrators who deactivate each other at the same time do
    not leave the console without one.
    """
    both = User.objects.select_for_update().filter(pk__in=[user.pk, by.pk]).order_by("pk")
    now = {one.pk: one for one in both}
    acting = now[by.pk]
    if user.pk == by.pk or not (acting.is_active and acting.may(Permission.MANAGE_STAFF)):
        raise NotAllowed
    _may_give(acting, [*roles, *now[user.pk].roles])
    set_access(user=now[user.pk], roles=roles, is_active=is_active, by=by)


def is_for_state_it(user: User, *, by: User) -> bool:
    """Return whether only state IT may change this account, and `by` is not state IT."""
    return Role.STATE_IT in user.roles and not by.may(Permission.USE_ADMIN)


def _may_give(by: User, roles: list[str]) -> None:
    """Refuse the role of state IT to others, who could otherwise raise their own rights.

    Raises ForStateIt.
    """
    if Role.STATE_IT in roles and not by.may(Permission.USE_ADMIN):
        raise ForStateIt


@transaction.atomic
def deactivate(*, user: User, by: User) -> None:
    """Deactivate an account: nobody can sign in, its sessions end, its links stop working."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    user.password_links.revoke()
    sessions.end(user)
    record("accounts.deactivated", by=by, on=user)


@transaction.atomic
def reactivate(*, user: User, by: User) -> None:
    """Reactivate an account: its password works again, but no earlier session or link does."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    user.password_links.revoke()
    sessions.end(user)
    record("accounts.reactivated", by=by, on=user)


@transaction.atomic
def set_access(*, user: User, roles: list[str], is_active: bool, by: User) -> None:
    """Set a staff account's roles and whether it may sign in; a change ends its sessions."""
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
