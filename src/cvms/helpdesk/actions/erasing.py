"""Erase a person from requests: their own, those about them, and mentions in others."""

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.utils import timezone

from cvms.mail.actions import forget as forget_mail
from cvms.recipients.actions.erasing import Person
from cvms.recipients.models import Recipient
from cvms.registration.finding import code_of, date_of_birth_of
from cvms.registration.names import folded

from ..models import Attachment, Entry, HelpRequest, Link, RequestedChange

NOBODY = Q(pk__in=[])  # an empty Q would match everybody
_WHO_ASKS = {"name": "", "email": "", "email_key": "", "phone": ""}
_WORDS = {"subject": ""} | HelpRequest.NO_PERSON


def asked_by(request: HelpRequest, who: Recipient | Person) -> bool:
    """Return whether the requester is the person, by address or by full name."""
    names = (request.name, f"{who.first_name} {who.last_name}")
    same_name = len({" ".join(name.split()).casefold() for name in names}) == 1
    return bool(who.email_key and request.email_key == who.email_key) or same_name


def erase_person(person: Person) -> None:
    """Erase a person from requests.

    A request by the person, or about them, loses all its text, since a name may be misspelled
    there. In other requests, texts with the address are erased, and in requests of the organization
    or location that registered the person also texts with the full name. In any other request the
    same name may be another person's.
    """
    removing = {*HelpRequest.objects.filter(_removes(person)), *_naming(person)}
    own = _numbers(HelpRequest.objects.filter(_asks(person))) | {
        request.pk for request in removing if asked_by(request, person)
    }
    about = {request.pk for request in removing}
    _erase_who_asks(own)
    _erase_words(own | about)
    _erase_changes(RequestedChange.objects.filter(recipient=person.recipient))
    _erase_mentions(person)


def _erase_changes(changes: QuerySet[RequestedChange]) -> None:
    """Erase names and addresses in requested changes; proposed removals become GONE."""
    changes.update(first_name="", last_name="", email="")
    outcome = RequestedChange.Outcome
    changes.filter(outcome=outcome.PROPOSED).update(outcome=outcome.GONE)


def _asks(person: Person) -> Q:
    asks = Q(email_key=person.email_key) if person.email_key else NOBODY
    return asks | (Q(submitted_by=person.user) if person.user else NOBODY)


def _removes(person: Person) -> Q:
    code = code_of(person.recipient)
    by_code = Q(person_code=code) if code else NOBODY
    return Q(removals__recipient=person.recipient) | _says(person, "person_email") | by_code


def _naming(person: Person) -> list[HelpRequest]:
    """Return requests to remove a person with this name and date of birth."""
    born = date_of_birth_of(person.recipient)
    same_day = HelpRequest.objects.filter(person_date_of_birth=born) if born else []
    return [
        request
        for request in same_day
        if folded(f"{request.person_first_name}{request.person_last_name}")
        == folded(person.full_name)
    ]


def _numbers(requests: QuerySet[HelpRequest]) -> set[int]:
    return set(requests.values_list("pk", flat=True))


def forget_letters(requests: Collection[int]) -> None:
    """Erase mail about these requests and their entries."""
    entries = Entry.objects.filter(request__in=requests).values_list("pk", flat=True)
    forget_mail("help_answer", entries)
    for kind in ("help_received", "help_closed"):
        forget_mail(kind, requests)


def _erase_who_asks(requests: Collection[int]) -> None:
    """Erase the requester of these requests, and close them, as nobody is left to answer."""
    now = timezone.now()
    forget_letters(requests)
    Link.objects.filter(request__in=requests).delete()
    HelpRequest.objects.filter(pk__in=requests).exclude(state=HelpRequest.State.CLOSED).update(
        state=HelpRequest.State.CLOSED, closed_at=now
    )
    HelpRequest.objects.filter(pk__in=requests).update(erased_at=now, **_WHO_ASKS)


def _erase_words(requests: Collection[int]) -> None:
    HelpRequest.objects.filter(pk__in=requests).update(erased_at=timezone.now(), **_WORDS)
    _erase_entries(Entry.objects.filter(request__in=requests))


def _erase_entries(entries: QuerySet[Entry]) -> None:
    """Erase texts, and the files sent with them, because pictures cannot be searched."""
    Attachment.objects.filter(entry__in=entries.values("pk")).delete()
    entries.update(text="")


def _erase_mentions(person: Person) -> None:
    HelpRequest.objects.filter(_says(person, "subject") | _names(person, "subject")).update(
        subject=""
    )
    said = _says(person, "text") | _names(person, "text", "request__")
    named = _says(person, "name") | _names(person, "name", "entry__request__")
    files = Attachment.objects.filter(named).values("entry")
    _erase_entries(Entry.objects.filter(said | Q(pk__in=files)))


def _says(person: Person, column: str) -> Q:
    said = NOBODY
    for address in person.addresses:
        said |= Q(**{f"{column}__icontains": address})
    return said


def _names(person: Person, column: str, request: str = "") -> Q:
    """Match the full name in requests of the person's organization, or location's managers."""
    theirs = (
        Q(**{f"{request}organization": person.organization})
        if person.organization
        else Q(**{f"{request}submitted_by__location_manager__location": person.location})
    )
    for name in (person.first_name, person.last_name):
        theirs &= Q(**{f"{column}__icontains": name})
    return theirs
