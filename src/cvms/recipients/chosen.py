"""People whom a point of contact chose from the list, on the way to a request to the help desk.

Their numbers are kept in the session: no address names them, and nobody can add another's.
"""

from collections.abc import Iterable

from django.http import HttpRequest

from cvms.organizations.models import Organization

from .models import Recipient

_CHOSEN = "chosen_recipients"


def choose(
    request: HttpRequest, organization: Organization, numbers: Iterable[int]
) -> list[Recipient]:
    """Keep those who are the organization's own; return them."""
    people = list(
        Recipient.objects.of(organization).filter(pk__in=list(numbers)).order_by("by_first")
    )
    request.session[_CHOSEN] = [person.pk for person in people]
    return people


def chosen(request: HttpRequest, organization: Organization) -> list[Recipient]:
    """Those who were chosen last, as far as they are still there."""
    numbers = request.session.get(_CHOSEN, [])
    return list(Recipient.objects.of(organization).filter(pk__in=numbers).order_by("by_first"))


def forget(request: HttpRequest) -> None:
    """Once the request is sent."""
    request.session.pop(_CHOSEN, None)
