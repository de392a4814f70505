"""The help desk's tabs in the Staff Console."""

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cvms.accounts.access import allowed
from cvms.accounts.permissions import Permission
from cvms.accounts.two_people import related_accounts
from cvms.ui.navigation import register

from .models import Removal

if TYPE_CHECKING:
    from cvms.accounts.requests import SignedIn


def register_items() -> None:
    items = (
        (62, _("People"), "people", Permission.SEE_PEOPLE, None),
        (60, _("Help Desk"), "queue", Permission.ANSWER_REQUESTS, None),
        (65, _("Removals"), "removals", Permission.REMOVE_RECIPIENTS, _to_confirm),
    )
    for order, label, name, permission, count in items:
        shown = allowed(permission)
        register("staff", label, f"helpdesk:{name}", order=order, shown=shown, count=count)


def _to_confirm(request: HttpRequest) -> int:
    """Return how many removals this user can confirm; the item is shown only when signed in."""
    proposed = Removal.objects.filter(state=Removal.State.PROPOSED)
    proposers = list(proposed.values_list("proposed_by", flat=True))
    if not proposers:
        return 0
    same = related_accounts(cast("SignedIn", request).user.pk)
    return sum(one not in same for one in proposers)
