"""Convert names that people type to the primary keys in the audit trail, and back."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Model, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cvms.accounts.models import Portal, User, username_typed
from cvms.audit.models import Event
from cvms.audit.trail import Question
from cvms.organizations.models import Organization, PointOfContact
from cvms.recipients.models import Recipient

from .audit_subjects import names_of

MOST = 10  # accounts, or people, that one name can stand for


def accounts_of(login: str) -> list[int]:
    """Return the accounts with this username, this email at any portal, or this name."""
    usernames = {username_typed(portal, login) for portal in Portal}
    found = User.objects.filter(Q(username__in=usernames) | _named(login))
    return list(found.order_by("pk").values_list("pk", flat=True)[:MOST])


def _named(words: str) -> Q:
    """Match accounts whose first or last name contains each of the words."""
    named = Q()
    for word in words.split():
        named &= Q(first_name__icontains=word) | Q(last_name__icontains=word)
    return named & ~Q(first_name="", last_name="")


def records_of(login: str) -> list[tuple[str, str]]:
    """Return this person's records: accounts, a point of contact, a recipient.

    A name may belong to several people; return at most MOST of each kind.
    """
    accounts = accounts_of(login)
    found = [_key(User, pk) for pk in accounts]
    contacts = PointOfContact.objects.filter(user__in=accounts)
    found += [_key(PointOfContact, pk) for pk in contacts.values_list("pk", flat=True)]
    recipients = Recipient.objects.filter(
        Q(user__in=accounts) | Q(email_key=login.lower()) | Q(pk__in=_recipients_named(login))
    )
    found += [_key(Recipient, pk) for pk in recipients.order_by("pk").values_list("pk", flat=True)]
    return found


def _recipients_named(words: str) -> list[int]:
    found = Recipient.objects.search(words) if "@" not in words else Recipient.objects.none()
    return list(found.order_by("pk").values_list("pk", flat=True)[:MOST])


def organizations_of(words: str) -> list[int]:
    """Return organizations whose name, or point of contact, contains these words."""
    found = Organization.objects.search(words).order_by("pk")
    return list(found.values_list("pk", flat=True)[:MOST])


def _key(model: type[Model], pk: int) -> tuple[str, str]:
    return model._meta.label_lower, str(pk)


def action_words(action: str) -> str:
    """Return `uploads.errors_downloaded` as `uploads: errors downloaded`, translated."""
    return _(in_english(action))


def in_english(action: str) -> str:
    """Return an action in English words."""
    return action.replace(".", ": ").replace("_", " ")


def in_words(question: Question) -> list[str]:
    """Return the parts of a question that its form does not show: who, which organization, whom."""
    users = User.objects.filter(pk__in=question.who)
    words = [_("by %(username)s") % {"username": user.username} for user in users]
    organizations = Organization.objects.filter(pk__in=question.organizations).order_by("name")
    words += [_("of %(organization)s") % {"organization": found.name} for found in organizations]
    words += [
        _("about %(kind)s %(number)s") % {"kind": kind_words(kind), "number": number}
        for kind, number in question.about
    ]
    return words


def kind_words(kind: str) -> str:
    """Return the name of this kind of record, or its code if the kind no longer exists."""
    try:
        return _(str(apps.get_model(kind)._meta.verbose_name))
    except (LookupError, ValueError):
        return kind


def name(events: Iterable[Event]) -> list[int]:
    """Add names and words to each event; return primary keys of the recipients so named.

    `words` is the action, `actor` the username, `called` the actor's name, `place` the
    organization's name, `subject` the kind of record, `named` the record's name, and
    `details_words` the details; "" for what no longer exists.
    """
    events = list(events)
    users = User.objects.in_bulk({event.who for event in events} - {None})
    organizations = Organization.objects.in_bulk({event.organization for event in events} - {None})
    names = names_of(events)
    for event in events:
        user, organization = users.get(event.who), organizations.get(event.organization)
        event.words = action_words(event.action)
        event.subject = kind_words(event.kind)
        event.actor = user.username if user else ""
        event.called = user.full_name if user else ""
        event.place = organization.name if organization else ""
        event.named = names.get((event.kind, event.about), "")
        event.details_words = details_words(event.details)
    return sorted(int(pk) for kind, pk in names if kind == Recipient._meta.label_lower)


def details_words(details: dict[str, Any]) -> list[str]:
    """Return an event's details in words, with the number of rows instead of their keys."""
    rows = details.get("numbers")
    said = [
        f"{name.replace('_', ' ')}: {value}"
        for name, value in details.items()
        if name != "numbers" and value not in (None, "", {}, [])
    ]
    if rows:
        said.append(ngettext("%(rows)d row", "%(rows)d rows", len(rows)) % {"rows": len(rows)})
    return said
