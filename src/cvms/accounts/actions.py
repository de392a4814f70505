"""Every write to an account that means something."""

from collections.abc import Sequence

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from cvms.audit.actions import record
from cvms.mail.actions import forget as forget_mail
from cvms.mail.actions import send as send_mail

from . import notices, sessions
from .models import PasswordLink, Portal, User, username_for

account_opened = Signal()  # sent with `user` when a person sets the first password


class LinkUnusable(Exception):  # noqa: N818 -- an answer, not a fault
    """The link was used, revoked or has expired."""


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
def set_password(*, secret: str, password: str, language: str = "") -> User:
    """Use a link up: set its account's password and make its other links useless.

    `language` is the one of the page, which the person reads from now on. Raises LinkUnusable. Of
    two that use one link at once, one gets through.
    """
    link = PasswordLink.objects.with_secret(secret).usable().select_for_update().first()
    if link is None or not link.user.is_active:
        raise LinkUnusable
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    user = link.user
    first = user.password_changed_at is None
    change_password(user=user, password=password)
    if language:
        set_language(user=user, language=language)
    if first:
        account_opened.send(sender=User, user=user)
    return user


@transaction.atomic
def change_password(*, user: User, password: str) -> None:
    """Set a password; sessions that were signed in with the old one end, and its owner is told."""
    if user.password_changed_at is not None:
        notices.send(notices.PASSWORD_CHANGED, user)
    user.set_password(password)
    user.password_changed_at = timezone.now()
    user.save(update_fields=["password", "password_changed_at"])
    user.password_links.revoke()
    record("accounts.password_set", by=user, on=user)


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
def erase(*, user: User, words: Sequence[str], by: User) -> None:
    """Forget an account and all that hangs on it: links, second factors, sessions, mail about it.

    `words` are what else names the person; a session of somebody else that says one ends too.
    """
    sessions.erase([user.email, user.username, *words], user=user.pk)
    for kind in ("password_link", *notices.KINDS):
        forget_mail(kind, [user.pk])
    record("accounts.erased", by=by, on=user)
    user.delete()


@transaction.atomic
def send_password_link(*, portal: str, login: str) -> None:
    """Mail a link to the account that is meant, if there is one; the caller learns nothing."""
    user = User.objects.filter(username=username_for(portal, login), is_active=True).first()
    if user is None:
        return
    send_mail("password_link", [user.pk])
    record("accounts.link_requested", by=None, on=user)


@transaction.atomic
def replace_link(*, secret: str) -> None:
    """Mail a new link to the address that this used or expired one was sent to.

    A revoked one stays refused until the account is open: the newer letter is the way in.
    """
    link = PasswordLink.objects.with_secret(secret).select_related("user").first()
    if link is None or not link.user.is_active:
        return
    if link.revoked_at is None or link.user.password_changed_at:
        send_mail("password_link", [link.user_id])
        record("accounts.link_requested", by=None, on=link.user)


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


@transaction.atomic
def remove_second_factor(*, user: User, by: User) -> None:
    """For somebody who lost the phone and the recovery codes; the password alone then signs in."""
    removed, _ = Authenticator.objects.filter(user=user).delete()
    if removed:
        record("accounts.second_factor_removed", by=by, on=user, factor="all")
        notices.send(notices.SECOND_FACTOR_REMOVED, user)


@transaction.atomic
def set_language(*, user: User, language: str) -> None:
    """Remember the language that this person reads, for pages and for mail."""
    user.language = language
    user.save(update_fields=["language"])
