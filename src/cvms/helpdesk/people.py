"""Find a person by what a caller can say, and collect what the person's page shows."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet

from cvms import intake
from cvms.accounts.letters import notices
from cvms.eligibility.letters import BECAME_ELIGIBLE, NO_LONGER_ELIGIBLE
from cvms.eligibility.models import Case
from cvms.mail.models import Message
from cvms.recipients import invitations
from cvms.recipients.models import Recipient
from cvms.registration.letters import CHANGED, SUBMITTED
from cvms.registration.models import Registration

MOST = 25  # people that a search shows; for more, the page asks to narrow the search


def find(words: str, born: date | None) -> list[Recipient]:
    """Return people who match everything given, at most one more than MOST.

    `words` are names in any order, an email, a phone number, or the code on a person's paper.
    """
    found = Recipient.objects.all()
    if words:
        found = found.filter(pk__in=_by_words(words))
    if born:
        found = found.filter(registration__date_of_birth=born)
    shown = found.select_related("organization", "location", "user", "registration")
    return list(shown.order_by("last_name", "first_name", "pk")[: MOST + 1])


def _by_words(words: str) -> QuerySet[Any, Any]:
    if "@" in words:
        return Recipient.objects.filter(email_key=intake.email_key(words)).values("pk")
    digits = re.sub(r"[^0-9]", "", words)
    if len(digits) in (10, 11) and not re.search(r"[A-Za-z]", words):
        phones = Registration.objects.filter(phone__endswith=digits[-10:])
        return phones.values("recipient")
    coded = Recipient.objects.filter(eligibility__in=Case.objects.with_code(words.upper()))
    named = Q()
    for word in words.split():
        named &= Q(first_name__icontains=word) | Q(last_name__icontains=word)
    legal = Registration.objects.filter(named).values("recipient")
    by_name = Recipient.objects.search(words) | Recipient.objects.filter(pk__in=legal)
    return (by_name | Recipient.objects.filter(pk__in=coded.values("pk"))).values("pk")


@dataclass(frozen=True, slots=True)
class PersonPage:
    """What a person's page shows: their stage and letters, but never answers or group."""

    person: Recipient
    stage: Any
    letters: list[Message]
    can_send_again: bool
    has_second_factor: bool
    phone: str = ""  # only to call back before a second factor is removed


def on_file(person: Recipient) -> tuple[date | None, str]:
    """Return the date of birth and the phone number by which a caller is verified."""
    known = Registration.objects.filter(recipient=person)
    return known.values_list("date_of_birth", "phone").first() or (None, "")


def page_of(person: Recipient) -> PersonPage:
    """Return what a person's page shows."""
    if person.user is None:
        return PersonPage(person, "", [], can_send_again=False, has_second_factor=False)
    has_second_factor = Authenticator.objects.filter(user=person.user).exists()
    invitations.add_states([person])
    return PersonPage(
        person=person,
        stage=person.now.label,
        letters=list(Message.objects.filter(_letters(person)).order_by("-id")[:50]),
        can_send_again=person.can_invite_again,
        has_second_factor=has_second_factor,
        phone=on_file(person)[1] if has_second_factor else "",
    )


def _letters(person: Recipient) -> Q:
    """Match all letters to the person; letters about the status do not tell the status."""
    own = [invitations.KIND, invitations.REMINDER, SUBMITTED, CHANGED]
    cases = Case.objects.filter(recipient=person).values("pk")
    return (
        Q(kind__in=own, about=person.pk)
        | Q(kind__in=["password_link", *notices.KINDS], about=person.user_id)
        | Q(kind__in=[BECAME_ELIGIBLE, NO_LONGER_ELIGIBLE], about__in=cases)
    )
