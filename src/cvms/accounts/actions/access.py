"""Who may sign in, and what they may do."""

from django.db import transaction
from django.utils import timezone

from cvms.audit.actions import record
from cvms.mail.actions import send as send_mail

from ..models import Portal, User, username_for


class AccountExists(Exception):  # noqa: N818 -- an answer, not a fault
    """The address has an account at this portal already."""


@transaction.atomic
def invite_staff(*, email: str, first_name: str, last_name: str, roles: list[str]) -> User:
    """Make an account at the Staff Console and mail the link that sets its password.

    Raises AccountExists.
    """
    if User.objects.filter(username=username_for(Portal.STAFF, email)).exists():
        raise AccountExists
    user = User.objects.create_user(
        Portal.STAFF, email, roles=roles, first_name=first_name, last_name=last_name
    )
    send_mail("password_link", [user.pk])
    record("accounts.staff_invited", on=user, roles=roles)
    return user


@transaction.atomic
def deactivate(*, user: User, by: User) -> None:
    """Nobody signs in to this account: its sessions end and its links stop working."""
    user.is_active = False
    user.sessions_ended_at = timezone.now()
    user.save(update_fields=["is_active", "sessions_ended_at"])
    user.password_links.revoke()
    record("accounts.deactivated", by=by, on=user)


@transaction.atomic
def reactivate(*, user: User, by: User) -> None:
    """The account's password signs in again; ended sessions and links stay ended."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    record("accounts.reactivated", by=by, on=user)


@transaction.atomic
def set_access(*, user: User, roles: list[str], is_active: bool, by: User) -> None:
    """Say what a staff account may do, and whether it may sign in; the change holds at once."""
    before = {"roles": user.roles, "is_active": user.is_active}
    after = {"roles": sorted(roles), "is_active": is_active}
    user.roles, user.is_active = after["roles"], is_active
    user.save(update_fields=["roles", "is_active"])
    if not is_active:
        user.password_links.revoke()
    record("accounts.access_set", by=by, on=user, before=before, after=after)
