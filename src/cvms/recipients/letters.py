"""The letters that invite a person to register, and remind them."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core import signing
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cvms.accounts.links import mint_for
from cvms.accounts.models import PasswordLink
from cvms.jurisdiction.profile import JURISDICTION
from cvms.mail.kinds import BULK, Letter, register
from cvms.mail.models import Message
from cvms.ui.portals import PORTALS

from .actions.inviting import unsubscribe
from .invitations import KIND, REMINDER
from .models import Recipient

_COLUMNS = (
    "pk",
    "email",
    "first_name",
    "last_name",
    "user_id",
    "user__username",
    "user__language",
    "organization__name",
)
_TOKEN = "TOKEN"  # noqa: S105 -- a placeholder
_unsubscribe = signing.Signer(salt="recipients.unsubscribe")


def _unsubscribe_url() -> str:
    """Return the URL that stops invitations, with TOKEN in place of the person's token."""
    return settings.BASE_URL + reverse("recipients:unsubscribe", args=[_TOKEN])


def recipient_of_token(token: str) -> int | None:
    """Return the recipient's primary key from a token, or None if we did not sign the token."""
    try:
        return int(_unsubscribe.unsign(token))
    except signing.BadSignature:
        return None


def _invitable(numbers: Collection[int]) -> QuerySet[Recipient]:
    return Recipient.objects.invitable().filter(pk__any_of=numbers)


def still_invitable(numbers: Collection[int]) -> Collection[int]:
    """Return the recipients among these who still need an invitation."""
    return list(_invitable(numbers).values_list("pk", flat=True))


def write_invitations(messages: Sequence[Message]) -> dict[int, Letter]:
    """Return the invitation for each person who still needs one."""
    rows = _invitable([message.about for message in messages]).values_list(*_COLUMNS, named=True)
    people = {row.pk: row for row in rows}
    urls = mint_for([person.user_id for person in people.values()], PasswordLink.Purpose.INVITATION)
    unsubscribe = _unsubscribe_url()
    shapes: dict[tuple[str, str], Letter] = {}
    letters: dict[int, Letter] = {}
    for message in messages:
        person = people.get(message.about)
        if person and person.user_id in urls:
            alike = person.user__language, person.organization__name
            shape = shapes.get(alike) or shapes.setdefault(alike, _common(*alike))
            letters[message.pk] = _invitation(shape, person, urls[person.user_id], unsubscribe)
    return letters


def _common(language: str, organization: str) -> Letter:
    """Return the part that an organization's invitations in one language have in common."""
    languages = tuple(sorted(dict(settings.LANGUAGES), key=lambda code: code != language))
    with translation.override(language):
        subject = _("Welcome to the %(program)s") % {"program": JURISDICTION.program}
    return Letter(
        "",
        subject,
        "recipients/mail/invitation",
        {
            "organization": organization,
            "days": settings.INVITATION_DAYS,
            "languages": languages,  # a list does not say which language its people read
        },
        language,
        headers={"Content-Language": ", ".join(languages)},
    )


def _invitation(common: Letter, person: Any, url: str, unsubscribe: str) -> Letter:
    token = _unsubscribe.sign(str(person.pk))  # signed, so that nobody can make another person's
    return replace(
        common,
        to=person.email,
        unsubscribe=unsubscribe.replace(_TOKEN, token),
        fields={
            "first_name": person.first_name,
            "last_name": person.last_name,
            "username": person.user__username,
            "url": url,
        },
    )


def _unregistered(numbers: Collection[int]) -> QuerySet[Recipient]:
    """Return the people among these who have an account and have not registered."""
    return Recipient.objects.reachable().filter(pk__any_of=numbers, stage=Recipient.Stage.ACCOUNT)


def still_unregistered(numbers: Collection[int]) -> Collection[int]:
    """Return the people among these who still need a reminder."""
    return list(_unregistered(numbers).values_list("pk", flat=True))


def write_reminders(messages: Sequence[Message]) -> dict[int, Letter]:
    """Return the reminder for each person who has an account and has not registered."""
    people = {
        row.pk: row
        for row in _unregistered([message.about for message in messages]).values_list(
            *_COLUMNS, named=True
        )
    }
    return {
        message.pk: _reminder(people[message.about])
        for message in messages
        if message.about in people
    }


def _reminder(person: Any) -> Letter:
    language = person.user__language
    with translation.override(language):
        subject = _("Complete your registration in the %(program)s") % {
            "program": JURISDICTION.program
        }
    return Letter(
        person.email,
        subject,
        "recipients/mail/reminder",
        {},
        language,
        unsubscribe=_unsubscribe_url().replace(_TOKEN, _unsubscribe.sign(str(person.pk))),
        fields={
            "first_name": person.first_name,
            "last_name": person.last_name,
            "username": person.user__username,
            "url": settings.BASE_URL + reverse(PORTALS["recipient"].home),
        },
    )


def _stop(number: int) -> None:
    """Unsubscribe a person who marked an invitation as spam."""
    if recipient := Recipient.objects.filter(pk=number).first():
        unsubscribe(recipient=recipient)


def register_letters() -> None:
    register(
        KIND,
        write_invitations,
        wanted=still_invitable,
        stop=_stop,
        label=gettext_lazy("Invitation to a recipient"),
        priority=BULK,
    )
    register(
        REMINDER,
        write_reminders,
        wanted=still_unregistered,
        stop=_stop,
        label=gettext_lazy("Reminder to register"),
        priority=BULK,
    )
