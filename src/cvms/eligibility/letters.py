"""The letter to who has become eligible. It says neither that nor why: others read mail too."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cvms.jurisdiction.profile import JURISDICTION
from cvms.mail.kinds import SOON, Letter, register
from cvms.mail.models import Message
from cvms.recipients.models import Recipient
from cvms.ui.portals import PORTALS

from .models import Case

BECAME_ELIGIBLE = "became_eligible"


def write_letters(messages: Sequence[Message]) -> dict[int, Letter]:
    """To each who is still eligible and has an address."""
    cases = (
        Case.objects.filter(open_now=True, recipient__user__is_active=True)
        .exclude(recipient__email="")
        .select_related("recipient__user")
        .in_bulk([message.about for message in messages])
    )
    return {
        message.pk: _letter(cases[message.about].recipient)
        for message in messages
        if message.about in cases
    }


def _letter(recipient: Recipient) -> Letter:
    language = recipient.user.language
    with translation.override(language):
        subject = _("Your status in the %(program)s has changed") % {
            "program": JURISDICTION.program
        }
    url = settings.BASE_URL + reverse(PORTALS["recipient"].home)
    context = {"recipient": recipient, "username": recipient.user.username, "url": url}
    return Letter(recipient.email, subject, "eligibility/mail/became_eligible", context, language)


def register_letters() -> None:
    register(BECAME_ELIGIBLE, write_letters, priority=SOON)
