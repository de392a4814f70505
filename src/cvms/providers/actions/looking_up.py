"""Look up the person at the verification desk, and record it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.eligibility.models import Case
from cvms.recipients.models import Recipient
from cvms.registration.finding import Way, find
from cvms.registration.models import Registration

from ..models import Location


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a look-up: the one person found, or how many match.

    `case` and `date_of_birth`, which is compared with an identity card, are None for a person who
    has not registered.
    """

    count: int
    recipient: Recipient | None = None
    name: str = ""  # the legal one, once it is known
    case: Case | None = None
    date_of_birth: date | None = None


@transaction.atomic
def look_up(*, way: Way, typed: Mapping[str, object], location: Location, by: User) -> Answer:
    """Find the person by what was typed, and record the look-up, whether found or not.

    If several people match, none is returned: the person has to say what distinguishes them.
    """
    found = find(way, typed)
    one = found[0] if len(found) == 1 else None
    record(
        "providers.looked_up", by=by, on=one, way=way.value, found=len(found), location=location.pk
    )
    if one is None:
        return Answer(len(found))
    case = Case.objects.select_related("rule_set").filter(recipient=one).first()
    registration = Registration.objects.filter(recipient=one).first()
    named = registration or one
    born = registration.date_of_birth if registration else None
    return Answer(1, one, f"{named.first_name} {named.last_name}", case, born)
