"""Removals that wait for a second agent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cvms.accounts.access import requires
from cvms.accounts.permissions import Permission

from ..models import Removal


@require_safe
@requires(Permission.REMOVE_RECIPIENTS)
def waiting_removals(request: HttpRequest) -> HttpResponse:
    """Those that the reader can confirm first; names are on the request's page."""
    proposed = Removal.objects.filter(state=Removal.State.PROPOSED)
    waiting = proposed.select_related("request", "proposed_by").order_by("proposed_at", "id")
    theirs = [removal for removal in waiting if removal.proposed_by_id != request.user.pk]
    own = [removal for removal in waiting if removal.proposed_by_id == request.user.pk]
    return render(request, "helpdesk/removals.html", {"theirs": theirs, "own": own})
