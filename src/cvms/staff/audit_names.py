"""From the names that people type to the numbers that the audit trail holds, and back."""

from collections.abc import Iterable

from django.apps import apps
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from cvms.accounts.models import Portal, User, username_typed
from cvms.audit.models import Event
from cvms.audit.trail import Question
from cvms.organizations.models import Organization, PointOfContact
from cvms.recipients.models import Recipient

MOST_ACCOUNTS = 10  # of one address: an account at each portal


def accounts_of(login: str) -> list[int]:
    """Return the accounts of this username, or of this email at any portal."""
    usernames = {username_typed(portal, login) for portal in Portal}
    found = User.objects.filter(username__in=usernames)
    return list(found.values_list("pk", flat=True)[:MOST_ACCOUNTS])


def records_of(login: str) -> list[tuple[str, str]]:
    """Return this person's records: accounts, a point of contact, a recipient."""
    accounts = accounts_of(login)
    found = [_key(User, pk) for pk in accounts]
    contacts = PointOfContact.objects.filter(user__in=accounts)
    found += [_key(PointOfContact, pk) for pk in contacts.values_list("pk", flat=True)]
    recipients = Recipient.objects.filter(Q(user__in=accounts) | Q(email_key=login.lower()))
    found += [_key(Recipient, pk) for pk in recipients.values_list("pk", flat=True)]
    return found


def _key(model: type[Model], pk: int) -> tuple[str, str]:
    return model._meta.label_lower, str(pk)


def action_words(action: str) -> str:
    """`uploads.errors_downloaded` as `uploads: errors downloaded`, in the reader's language."""
    return _(in_english(action))


def in_english(action: str) -> str:
    return action.replace(".", ": ").replace("_", " ")


def in_words(question: Question) -> list[str]:
    """Return the parts of a query that its form does not show: the actor and the subject."""
    users = User.objects.filter(pk__in=question.who)
    words = [_("by %(username)s") % {"username": user.username} for user in users]
    if question.organization:
        found = Organization.objects.filter(pk=question.organization).first()
        words += [_("of %(organization)s") % {"organization": found.name}] if found else []
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


def name(events: Iterable[Event]) -> None:
    """Give each event what numbers mean: `words`, `actor`, `place` and `subject`; "" for none.

    They are the act, the username, the organization's name, and the kind of record.
    """
    events = list(events)
    users = User.objects.in_bulk({event.who for event in events} - {None})
    organizations = Organization.objects.in_bulk({event.organization for event in events} - {None})
    for event in events:
        user, organization = users.get(event.who), organizations.get(event.organization)
        event.words = action_words(event.action)
        event.subject = kind_words(event.kind)
        event.actor = user.username if user else ""
        event.place = organization.name if organization else ""
