"""The letter that invites a person to register."""

from collections.abc import Sequence

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cvms.accounts.links import mint
from cvms.accounts.models import PasswordLink
from cvms.jurisdiction.profile import JURISDICTION
from cvms.mail.kinds import BULK, Letter, register
from cvms.mail.models import Message

from .invitations import KIND
from .models import Recipient

_unsubscribe = signing.Signer(salt="recipients.unsubscribe")


def unsubscribe_token(recipient: Recipient) -> str:
    """Names the person to the unsubscribe page; nobody can make one for another."""
    return _unsubscribe.sign(str(recipient.pk))


def recipient_of_token(token: str) -> int | None:
    """The recipient's number that a token names, or None for one that is not ours."""
    try:
        return int(_unsubscribe.unsign(token))
    except signing.BadSignature:
        return None


def write_invitations(messages: Sequence[Message]) -> dict[int, Letter]:
    """The invitation of each who still needs one."""
    recipients = (
        Recipient.objects.invitable()
        .select_related("user", "organization")
        .in_bulk([message.about for message in messages])
    )
    users = [recipient.user for recipient in recipients.values()]
    urls = mint(users, PasswordLink.Purpose.INVITATION)
    return {
        message.pk: _invitation(recipient, urls[recipient.user_id])
        for message in messages
        if (recipient := recipients.get(message.about))
    }


def _invitation(recipient: Recipient, url: str) -> Letter:
    language = recipient.user.language
    languages = sorted(dict(settings.LANGUAGES), key=lambda code: code != language)
    with translation.override(language):
        subject = _("Welcome to the %(program)s") % {"program": JURISDICTION.program}
    unsubscribe = reverse("recipients:unsubscribe", args=[unsubscribe_token(recipient)])
    return Letter(
        recipient.email,
        subject,
        "recipients/mail/invitation",
        {
            "recipient": recipient,
            "username": recipient.user.username,
            "organization": recipient.organization.name,
            "url": url,
            "days": settings.INVITATION_DAYS,
            "languages": languages,  # a list of names does not say what its people read
        },
        language,
        headers={"Content-Language": ", ".join(languages)},
        unsubscribe=settings.BASE_URL + unsubscribe,
    )


def register_letters() -> None:
    register(KIND, write_invitations, priority=BULK)
