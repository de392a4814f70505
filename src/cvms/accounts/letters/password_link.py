"""The letters that accounts themselves cause."""

from collections.abc import Sequence

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from cvms.mail.kinds import URGENT, Letter, register
from cvms.mail.models import Message
from cvms.ui.portals import PORTALS

from ..links import mint
from ..models import PasswordLink, User


def write_password_links(messages: Sequence[Message]) -> dict[int, Letter]:
    """A link to set a forgotten, or a first, password."""
    users = User.objects.filter(is_active=True).in_bulk([message.about for message in messages])
    urls = mint(list(users.values()), PasswordLink.Purpose.RESET)
    return {
        message.pk: _password_link(users[message.about], urls[message.about])
        for message in messages
        if message.about in users
    }


def _password_link(user: User, url: str) -> Letter:
    portal = PORTALS[user.portal].title
    with translation.override(user.language):
        subject = _("Set your password for the %(portal)s") % {"portal": portal}
    context = {"user": user, "url": url, "portal": portal, "hours": settings.RESET_HOURS}
    return Letter(user.email, subject, "accounts/mail/password_link", context, user.language)


def register_letters() -> None:
    register("password_link", write_password_links, priority=URGENT)
