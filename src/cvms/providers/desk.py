"""The verification desk: finding who stands there, and recording that it was done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import models, transaction

from cvms import intake
from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.eligibility.models import Case
from cvms.recipients.models import Recipient
from cvms.registration.models import Registration

from .models import Location
from .names import folded


class Way(models.TextChoices):
    """What a person is looked up by."""

    CODE = "code", "code"
    NAME = "name", "name and date of birth"
    EMAIL = "email", "email"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the desk is told: the one person, or how many fit. `case` is None before registering."""

    count: int
    recipient: Recipient | None = None
    name: str = ""  # the legal one, once it is known
    case: Case | None = None


@transaction.atomic
def look_up(*, way: Way, typed: Mapping[str, object], location: Location, by: User) -> Answer:
    """Find the person that what was typed names, and record it, found or not.

    Of several nobody is shown: what tells them apart is theirs to say.
    """
    found = _FINDERS[way](**typed)
    one = found[0] if len(found) == 1 else None
    record(
        "providers.looked_up", by=by, on=one, way=way.value, found=len(found), location=location.pk
    )
    if one is None:
        return Answer(len(found))
    case = Case.objects.select_related("rule_set").filter(recipient=one).first()
    named = Registration.objects.filter(recipient=one).first() or one
    return Answer(1, one, f"{named.first_name} {named.last_name}", case)


def _by_code(code: str) -> list[Recipient]:
    return list(Recipient.objects.filter(eligibility__in=Case.objects.with_code(code)))


def _by_email(email: str) -> list[Recipient]:
    return list(Recipient.objects.filter(email_key=intake.email_key(email)))


def _by_name(last_name: str, date_of_birth: date, first_name: str = "") -> list[Recipient]:
    """Those born on the day come from an index; their names are compared as people say them.

    The legal name counts, and the one that an organization loaded.
    """
    born = Registration.objects.filter(date_of_birth=date_of_birth).select_related("recipient")
    return [
        registration.recipient
        for registration in born.only("recipient", "first_name", "last_name")
        if any(
            folded(named.last_name) == folded(last_name)
            and folded(first_name) in ("", folded(named.first_name))
            for named in (registration, registration.recipient)
        )
    ]


_FINDERS: dict[Way, Callable[..., list[Recipient]]] = {
    Way.CODE: _by_code,
    Way.EMAIL: _by_email,
    Way.NAME: _by_name,
}
