"""The letter that confirms a registration or a change to it; it contains no answers."""

from collections.abc import Collection, Sequence

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cvms.accounts.models import User
from cvms.jurisdiction.profile import JURISDICTION
from cvms.mail.kinds import SOON, Letter, register
from cvms.mail.models import Message
from cvms.recipients.models import Recipient
from cvms.ui.portals import PORTALS

SUBMITTED, CHANGED = "registration_submitted", "registration_changed"


def write_confirmations(messages: Sequence[Message]) -> dict[int, Letter]:
    """Write a confirmation to each person who still has an account."""
    people = _with_account().select_related("user").in_bulk([one.about for one in messages])
    return {
        message.pk: _letter(person, user, first=message.kind == SUBMITTED)
        for message in messages
        if (person := people.get(message.about)) and (user := person.user)
    }


def still_there(numbers: Collection[int]) -> Collection[int]:
    """Return the recipients among these who still have an active account."""
    return set(_with_account().filter(pk__in=numbers).values_list("pk", flat=True))


def _with_account() -> QuerySet[Recipient]:
    return Recipient.objects.filter(user__is_active=True).exclude(email="")


def _letter(person: Recipient, user: User, *, first: bool) -> Letter:
    language = user.language
    with translation.override(language):
        said = (
            _("Your registration in the %(program)s was submitted")
            if first
            else _("Your answers in the %(program)s were changed")
        )
    subject = said % {"program": JURISDICTION.program}
    return Letter(
        person.email,
        subject,
        "registration/mail/confirmation",
        {"first": first, "url": settings.BASE_URL + reverse(PORTALS["recipient"].home)},
        language,
        fields={"first_name": person.first_name, "username": user.username},
    )


def register_letters() -> None:
    for kind, label in (
        (SUBMITTED, gettext_lazy("Confirmation of a registration")),
        (CHANGED, gettext_lazy("Confirmation of changed answers")),
    ):
        register(kind, write_confirmations, wanted=still_there, label=label, priority=SOON)
