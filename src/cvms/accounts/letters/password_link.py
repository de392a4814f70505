"""The letter with a link to set a first or forgotten password."""

from collections.abc import Collection, Sequence

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cvms.mail.kinds import URGENT, Letter, register
from cvms.mail.models import Message
from cvms.ui.portals import PORTALS

from ..links import mint
from ..models import PasswordLink, User


def write_password_links(messages: Sequence[Message]) -> dict[int, Letter]:
    """Write a letter with a new link to each active account."""
    users = _open().in_bulk([message.about for message in messages])
    urls = mint(list(users.values()), PasswordLink.Purpose.RESET)
    return {
        message.pk: _password_link(users[message.about], urls[message.about])
        for message in messages
        if message.about in urls
    }


def _open() -> QuerySet[User]:
    return User.objects.filter(is_active=True)


def still_open(numbers: Collection[int]) -> Collection[int]:
    """Return the accounts among these that are active."""
    return list(_open().filter(pk__in=numbers).values_list("pk", flat=True))


def _password_link(user: User, url: str) -> Letter:
    with translation.override(user.language):
        portal = str(PORTALS[user.portal].title)
        subject = _("Set your password for the %(portal)s") % {"portal": portal}
    return Letter(
        user.email,
        subject,
        "accounts/mail/password_link",
        {"portal": portal, "hours": settings.RESET_HOURS},
        user.language,
        fields={"username": user.username, "url": url},
    )


def register_letters() -> None:
    register(
        "password_link",
        write_password_links,
        wanted=still_open,
        label=gettext_lazy("Password link"),
        priority=URGENT,
    )
