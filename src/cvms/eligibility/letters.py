"""The letter to who has become eligible. It says neither that nor why: others read mail too."""

from collections.abc import Collection, Sequence

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
        _eligible()
        .select_related("recipient__user")
        .in_bulk([message.about for message in messages])
    )
    return {
        message.pk: _letter(cases[message.about].recipient)
        for message in messages
        if message.about in cases
    }


def _eligible() -> QuerySet[Case]:
    reachable = Case.objects.filter(open_now=True, recipient__user__is_active=True)
    return reachable.exclude(recipient__email="")


def still_eligible(numbers: Collection[int]) -> Collection[int]:
    """Those of these cases whose person is still eligible and can be told."""
    return _eligible().filter(pk__in=numbers).values_list("pk", flat=True)


def _letter(recipient: Recipient) -> Letter:
    language = recipient.user.language
    with translation.override(language):
        subject = _("Your status in the %(program)s has changed") % {
            "program": JURISDICTION.program
        }
    url = settings.BASE_URL + reverse(PORTALS["recipient"].home)
    return Letter(
        recipient.email,
        subject,
        "eligibility/mail/became_eligible",
        {"url": url},
        language,
        fields={"first_name": recipient.first_name, "username": recipient.user.username},
    )


def register_letters() -> None:
    register(
        BECAME_ELIGIBLE,
        write_letters,
        wanted=still_eligible,
        label=gettext_lazy("Change of a person's status"),
        priority=SOON,
    )
