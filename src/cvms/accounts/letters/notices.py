"""Letters that tell an account's owner what changed about signing in, no matter who did it."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from cvms.mail.actions import send as send_mail
from cvms.mail.kinds import SOON, Letter, register, still_there
from cvms.mail.models import Message
from cvms.ui.portals import PORTALS

from ..models import User

PASSWORD_CHANGED = "password_changed"  # noqa: S105 -- a kind of message
APP_ADDED, APP_REMOVED = "authenticator_app_added", "authenticator_app_removed"
PASSKEY_ADDED, PASSKEY_REMOVED = "passkey_added", "passkey_removed"
CODES_MADE, CODE_USED = "recovery_codes_made", "recovery_code_used"
SECOND_FACTOR_REMOVED = "second_factor_removed"

KINDS = {
    PASSWORD_CHANGED: gettext_noop("The password for your account was changed"),
    APP_ADDED: gettext_noop("An authenticator app was added to your account"),
    APP_REMOVED: gettext_noop("The authenticator app was removed from your account"),
    PASSKEY_ADDED: gettext_noop("A passkey was added to your account"),
    PASSKEY_REMOVED: gettext_noop("A passkey was removed from your account"),
    CODES_MADE: gettext_noop("New recovery codes were made for your account"),
    CODE_USED: gettext_noop("A recovery code for your account was used"),
    SECOND_FACTOR_REMOVED: gettext_noop("The second step was removed from your account"),
}

LABELS = {
    PASSWORD_CHANGED: gettext_lazy("Notice: password changed"),
    APP_ADDED: gettext_lazy("Notice: authenticator app added"),
    APP_REMOVED: gettext_lazy("Notice: authenticator app removed"),
    PASSKEY_ADDED: gettext_lazy("Notice: passkey added"),
    PASSKEY_REMOVED: gettext_lazy("Notice: passkey removed"),
    CODES_MADE: gettext_lazy("Notice: new recovery codes"),
    CODE_USED: gettext_lazy("Notice: recovery code used"),
    SECOND_FACTOR_REMOVED: gettext_lazy("Notice: second step removed"),
}


def send(kind: str, user: User) -> None:
    """Notify the owner; the message's own time is the time of the change."""
    send_mail(kind, [user.pk])


def write(messages: Sequence[Message]) -> dict[int, Letter]:
    """Write to deactivated accounts as well: whoever deactivated one may have hijacked it."""
    users = User.objects.in_bulk([message.about for message in messages])
    return {
        message.pk: _letter(message, users[message.about])
        for message in messages
        if message.about in users
    }


def _letter(message: Message, user: User) -> Letter:
    with translation.override(user.language):
        subject = _(KINDS[message.kind])
    context = {
        "user": user,
        "portal": PORTALS[user.portal].title,
        "when": message.created_at,
        "url": settings.BASE_URL + reverse(f"accounts:forgot_password_{user.portal}"),
    }
    return Letter(user.email, subject, "accounts/mail/notice", context, user.language)


def register_letters() -> None:
    for kind, label in LABELS.items():
        register(kind, write, wanted=still_there(User), label=label, priority=SOON)
