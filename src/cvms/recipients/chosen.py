"""The people that a point of contact chose from the list for a request to the help desk.

Their primary keys are in the session, so that no URL has them and nobody can add another
organization's people.
"""

from django.http import HttpRequest

from cvms.organizations.models import Organization

from .models import Recipient, RecipientQuerySet

MOST = 100  # people in one request: an agent reads them all
_CHOSEN = "chosen_recipients"


def choose(
    request: HttpRequest, organization: Organization, people: RecipientQuerySet
) -> list[Recipient]:
    """Store at most MOST of these people, only the organization's own; return them."""
    own = list(people.filter(organization=organization).order_by("by_first")[:MOST])
    request.session[_CHOSEN] = [person.pk for person in own]
    return own


def chosen(request: HttpRequest, organization: Organization) -> list[Recipient]:
    """Return the people chosen last, except those who were erased since."""
    numbers = request.session.get(_CHOSEN, [])
    return list(Recipient.objects.of(organization).filter(pk__in=numbers).order_by("by_first"))


def forget(request: HttpRequest) -> None:
    """Forget the choice once the request is sent."""
    request.session.pop(_CHOSEN, None)
