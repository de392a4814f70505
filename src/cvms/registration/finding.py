"""Find a person by what they can show or say: a code, an email, or name and date of birth."""

from collections.abc import Callable, Mapping
from datetime import date

from django.db import models

from cvms import intake
from cvms.eligibility.models import Case
from cvms.recipients.models import Recipient

from .models import Draft, Registration
from .names import folded, same
from .pages import ABOUT
from .wizard import checked


class Way(models.TextChoices):
    """How a person is looked up."""

    CODE = "code", "code"
    NAME = "name", "name and date of birth"
    EMAIL = "email", "email"


def find(way: Way, typed: Mapping[str, object]) -> list[Recipient]:
    """Return the people who match what was typed."""
    return _FINDERS[way](**typed)


def _by_code(code: str) -> list[Recipient]:
    return list(Recipient.objects.filter(eligibility__in=Case.objects.with_code(code)))


def _by_email(email: str) -> list[Recipient]:
    return list(Recipient.objects.filter(email_key=intake.email_key(email)))


def _by_name(
    last_name: str,
    date_of_birth: date,
    first_name: str = "",
    city: str = "",
    phone_end: str = "",
) -> list[Recipient]:
    """Select people born on that day by an index, and compare their names leniently.

    Both the legal name and the name that an organization loaded count. The city and the last digits
    of the phone distinguish people with the same name and date of birth.
    """
    born = Registration.objects.filter(
        date_of_birth=date_of_birth, phone__endswith=phone_end
    ).select_related("recipient")
    return [
        registration.recipient
        for registration in born.only("recipient", "first_name", "last_name", "city")
        if folded(city) in ("", folded(registration.city))
        and any(
            _called(named, first_name, last_name)
            for named in (registration, registration.recipient)
        )
    ]


def begun_at_desk(first_name: str, last_name: str, date_of_birth: date) -> list[Recipient]:
    """Return matching people at a desk who have no email and only a draft with a date of birth."""
    drafts = Draft.objects.filter(
        recipient__location__isnull=False,
        recipient__registration=None,
        typed__about__date_of_birth_2=[str(date_of_birth.year)],
    )
    return [
        draft.recipient
        for draft in drafts.select_related("recipient")
        if _called(draft.recipient, first_name, last_name) and _born(draft) == date_of_birth
    ]


def alike(first_name: str, last_name: str, date_of_birth: date) -> int:
    """Return how many people have this name and date of birth."""
    registered = _by_name(last_name, date_of_birth, first_name)
    return len({*registered, *begun_at_desk(first_name, last_name, date_of_birth)})


def code_of(recipient: int) -> str:
    """Return the code by which a person is found; "" if there is none yet."""
    return Case.objects.filter(recipient=recipient).values_list("code", flat=True).first() or ""


def date_of_birth_of(recipient: int) -> date | None:
    """Return a person's date of birth, or None while it is unknown."""
    registration = Registration.objects.filter(recipient=recipient).first()
    if registration:
        return registration.date_of_birth
    draft = Draft.objects.filter(recipient=recipient).first()
    return _born(draft) if draft else None


def _born(draft: Draft) -> date | None:
    return checked(draft, ABOUT).cleaned_data.get("date_of_birth")


def _called(named: Recipient | Registration, first_name: str, last_name: str) -> bool:
    return same(last_name, named.last_name) and (
        not folded(first_name) or same(first_name, named.first_name)
    )


_FINDERS: dict[Way, Callable[..., list[Recipient]]] = {
    Way.CODE: _by_code,
    Way.EMAIL: _by_email,
    Way.NAME: _by_name,
}
