"""The letters about a changed status. They tell neither which nor why, as others may read mail."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cvms.jurisdiction.profile import JURISDICTION
from cvms.mail.compiling import text_of
from cvms.mail.kinds import SOON, Letter, register
from cvms.mail.models import Message
from cvms.ui.portals import PORTALS

from .models import Case

BECAME_ELIGIBLE = "became_eligible"
NO_LONGER_ELIGIBLE = "no_longer_eligible"


def write_became_eligible(messages: Sequence[Message]) -> dict[int, Letter]:
    """Write to each person who is still eligible and can be reached."""
    return _letters(messages, open_now=True)


def write_no_longer_eligible(messages: Sequence[Message]) -> dict[int, Letter]:
    """Write to each person who is still not eligible and can be reached."""
    return _letters(messages, open_now=False)


def _letters(messages: Sequence[Message], *, open_now: bool) -> dict[int, Letter]:
    cases = (
        _whose_answer_is(open_now=open_now)
        .select_related("recipient__user")
        .in_bulk([message.about for message in messages])
    )
    return {
        message.pk: _letter(person.email, person.first_name, user.username, user.language)
        for message in messages
        if (case := cases.get(message.about))
        and (person := case.recipient)
        and (user := person.user)
    }


def _whose_answer_is(*, open_now: bool) -> QuerySet[Case]:
    reachable = Case.objects.filter(open_now=open_now, recipient__user__is_active=True)
    return reachable.exclude(recipient__email="")


def still_eligible(numbers: Collection[int]) -> Collection[int]:
    """Return the cases among these whose person is still eligible and can be reached."""
    wanted = _whose_answer_is(open_now=True).filter(pk__in=numbers)
    return set(wanted.values_list("pk", flat=True))


def still_not_eligible(numbers: Collection[int]) -> Collection[int]:
    """Return the cases among these whose person is still not eligible and can be reached."""
    wanted = _whose_answer_is(open_now=False).filter(pk__in=numbers)
    return set(wanted.values_list("pk", flat=True))


def _letter(email: str, first_name: str, username: str, language: str) -> Letter:
    with translation.override(language):
        subject = _("Your status in the %(program)s has changed") % {
            "program": JURISDICTION.program
        }
    url = settings.BASE_URL + reverse(PORTALS["recipient"].home)
    return Letter(
        email,
        subject,
        "eligibility/mail/status_changed",
        {"url": url},
        language,
        fields={"first_name": first_name, "username": username},
    )


@dataclass(frozen=True, slots=True)
class Preview:
    """The letter in one language, for editors to read before they publish."""

    language: str  # its name in itself, such as "español"
    code: str  # BCP 47
    subject: str
    text: str


def previews() -> list[Preview]:
    """Return the letter to an invented person in every language."""
    return [_preview(code, translation.get_language_info(code)) for code, _n in settings.LANGUAGES]


def _preview(code: str, known: dict[str, str]) -> Preview:
    suffix = settings.USERNAME_SUFFIXES["recipient"]
    letter = _letter("maria@example.com", "María", f"maria@example.com{suffix}", code)
    return Preview(known["name_local"], code, letter.subject, text_of(letter))


def register_letters() -> None:
    register(
        BECAME_ELIGIBLE,
        write_became_eligible,
        wanted=still_eligible,
        label=gettext_lazy("Change of a person's status"),
        priority=SOON,
    )
    register(
        NO_LONGER_ELIGIBLE,
        write_no_longer_eligible,
        wanted=still_not_eligible,
        label=gettext_lazy("Change of a person's status: no longer eligible"),
        priority=SOON,
    )
