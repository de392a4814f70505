"""What an organization asks for several of its people at once, from its list."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cvms.accounts.requests import SignedIn
from cvms.organizations.models import Organization
from cvms.organizations.scope import after_submit
from cvms.recipients.models import Recipient

from ..actions import requests
from ..models import MESSAGE_LENGTH, RequestedChange

MOST = 500  # people in one request


@require_POST
@after_submit
def ask(request: SignedIn, organization: Organization) -> HttpResponse:
    """`recipients` are numbers of the organization's own people, `change` what is asked for."""
    change = request.POST.get("change", "")
    asked = {int(pk) for pk in request.POST.getlist("recipients") if pk.isascii() and pk.isdigit()}
    people = Recipient.objects.filter(organization=organization, pk__in=_possible(asked))[:MOST]
    if change not in RequestedChange.Kind.values or not people:
        messages.error(request, _("Choose people in the list, and what is to be done for them."))
        return redirect("organizations:home")
    message = request.POST.get("message", "").replace("\x00", "").strip()[:MESSAGE_LENGTH]
    made = requests.ask_for_changes(
        people=list(people),
        change=change,
        message=message or str(RequestedChange.Kind(change).label),
        organization=organization,
        by=request.user,
    )
    words = _("Your request was sent. Its number is %(number)s. We have emailed it to you.")
    messages.success(request, words % {"number": made.number})
    return redirect("organizations:home")


def _possible(numbers: set[int]) -> list[int]:
    """Numbers that a record of the database can have."""
    return [number for number in numbers if number < 2**63]
