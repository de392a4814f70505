"""The page of removals that wait for a second agent."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cvms.accounts.access import requires
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn
from cvms.accounts.two_people import related_accounts

from ..models import Removal


@require_safe
@requires(Permission.REMOVE_RECIPIENTS)
def waiting_removals(request: SignedIn) -> HttpResponse:
    """List proposed removals, first those that the user can confirm; without people's names."""
    proposed = Removal.objects.filter(state=Removal.State.PROPOSED)
    waiting = proposed.select_related("request", "proposed_by").order_by("proposed_at", "id")
    me, same = request.user.pk, related_accounts(request.user.pk)
    context = {
        "theirs": _by_request(one for one in waiting if one.proposed_by_id not in same),
        "own": _by_request(one for one in waiting if one.proposed_by_id == me),
        "others": _by_request(one for one in waiting if one.proposed_by_id in same - {me}),
    }
    return render(request, "helpdesk/removals.html", context)


def _by_request(removals: Iterable[Removal]) -> list[tuple[Removal, int]]:
    """Group removals by request and proposer; return the first of each, and how many."""
    together: dict[tuple[int, int], list[Removal]] = {}
    for one in removals:
        together.setdefault((one.request_id, one.proposed_by_id), []).append(one)
    return [(found[0], len(found)) for found in together.values()]
