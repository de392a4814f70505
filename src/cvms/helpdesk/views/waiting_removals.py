"""Removals that wait for a second agent."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cvms.accounts.access import requires
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn
from cvms.accounts.two_people import same_hands

from ..models import Removal


@require_safe
@requires(Permission.REMOVE_RECIPIENTS)
def waiting_removals(request: SignedIn) -> HttpResponse:
    """Those that the reader can confirm first; names are on the request's page."""
    proposed = Removal.objects.filter(state=Removal.State.PROPOSED)
    waiting = proposed.select_related("request", "proposed_by").order_by("proposed_at", "id")
    same = same_hands(request.user.pk)
    context = {
        "theirs": [one for one in waiting if one.proposed_by_id not in same],
        "own": [one for one in waiting if one.proposed_by_id == request.user.pk],
        "others": [one for one in waiting if one.proposed_by_id in same - {request.user.pk}],
    }
    return render(request, "helpdesk/removals.html", context)
