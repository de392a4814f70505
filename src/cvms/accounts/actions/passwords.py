"""Set passwords, and send the links by which people set them."""

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from cvms.audit.actions import record
from cvms.mail.actions import send as send_mail

from ..letters import notices
from ..models import PasswordLink, User, username_typed
from . import sessions
from .profile import set_language

account_opened = Signal()  # sent with `user` when a person sets the first password


class LinkUnusable(Exception):
    """The link was used, revoked or has expired."""


@transaction.atomic
def set_password(*, secret: str, password: str, language: str = "") -> User:
    """Set an account's password by a link, which works once; other links stop working.

    `language` is the page's, and becomes the account's. If two requests use one link at once, one
    succeeds. Raises LinkUnusable.
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
    """Set a password, end all sessions of the account, and notify its owner of a change."""
    if user.password_changed_at is not None:
        notices.send(notices.PASSWORD_CHANGED, user)
    user.set_password(password)
    user.password_changed_at = timezone.now()
    user.save(update_fields=["password", "password_changed_at"])
    user.password_links.revoke()
    sessions.end(user)
    record("accounts.password_set", by=user, on=user)


@transaction.atomic
def send_password_link(*, portal: str, login: str) -> None:
    """Mail a link if there is such an account; do not tell the caller whether there is."""
    user = User.objects.filter(username=username_typed(portal, login), is_active=True).first()
    if user is None:
        return
    send_mail("password_link", [user.pk])
    record("accounts.link_requested", by=None, on=user)


@transaction.atomic
def replace_link(*, secret: str) -> None:
    """Mail a new link to the address that this used or expired link was sent to.

    A revoked link of an account without a password is not replaced: a newer letter was sent.
    """
    link = PasswordLink.objects.with_secret(secret).select_related("user").first()
    if link is None or not link.user.is_active:
        return
    if link.revoked_at is None or link.user.password_changed_at:
        send_mail("password_link", [link.user_id])
        record("accounts.link_requested", by=None, on=link.user)
