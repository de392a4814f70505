"""People that a point of contact chose from the list for a request to the help desk.

Their numbers are in the session: no URL has them, and nobody can add another organization's.
"""

from collections.abc import Iterable

from django.http import HttpRequest

from cvms.organizations.models import Organization

from .models import Recipient

_CHOSEN = "chosen_recipients"


def choose(
    request: HttpRequest, organization: Organization, numbers: Iterable[int]
) -> list[Recipient]:
    """Store those that belong to the organization; return them."""
    people = list(
        Recipient.objects.of(organization).filter(pk__in=list(numbers)).order_by("by_first")
    )
    request.session[_CHOSEN] = [person.pk for person in people]
    return people


def chosen(request: HttpRequest, organization: Organization) -> list[Recipient]:
    """Return the people chosen last, except those who are gone since."""
    numbers = request.session.get(_CHOSEN, [])
    return list(Recipient.objects.of(organization).filter(pk__in=numbers).order_by("by_first"))


def forget(request: HttpRequest) -> None:
    """Forget the choice once the request is sent."""
    request.session.pop(_CHOSEN, None)
