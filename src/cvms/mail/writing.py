"""From a letter to a message of the mail system."""

from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import translation

from cvms.jurisdiction.profile import JURISDICTION
from cvms.ui.addresses import providers_url

from .kinds import Letter
from .models import Message


def _headers(message: Message, letter: Letter) -> dict[str, str]:
    """The Message-ID is the message's own, so that one sent twice is known as one."""
    headers = {
        "Message-ID": f"<{message.token.hex}@{JURISDICTION.sender.rpartition('@')[2]}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": letter.language,
    }
    if letter.unsubscribe:
        headers["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers | letter.headers


def compose(
    message: Message, letter: Letter, connection: BaseEmailBackend
) -> EmailMultiAlternatives:
    """The letter in its reader's language, as plain text and HTML."""
    context = {"languages": [letter.language]} | letter.context
    context |= {
        "JURISDICTION": JURISDICTION,
        "base_url": settings.BASE_URL,
        "providers_url": providers_url(),
        "subject": letter.subject,
        "language": letter.language,
        "unsubscribe": letter.unsubscribe,
    }
    with translation.override(letter.language):
        text = render_to_string(f"{letter.template}.txt", context)
        html = render_to_string(f"{letter.template}.html", context)
    sender = formataddr((letter.sender_name or JURISDICTION.sender_name, JURISDICTION.sender))
    mail = EmailMultiAlternatives(
        letter.subject,
        text,
        sender,
        [letter.to],
        headers=_headers(message, letter),
        connection=connection,
    )
    mail.metadata = {"token": message.token.hex}  # what a mail service's webhook names it by
    mail.attach_alternative(html, "text/html")
    for attachment in letter.attachments:
        mail.attach(attachment.name, attachment.content, attachment.media_type)
    return mail
