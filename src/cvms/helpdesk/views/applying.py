"""Apply the changes that an organization requested, for all people of the request at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn

from ..actions import changes
from ..actions.removals import NotPossible
from ..models import HelpRequest, RequestedChange
from .request_page import request_action


@request_action(Permission.ANSWER_REQUESTS)
def apply_changes(request: SignedIn, shown: HelpRequest) -> None:
    """Apply the changes; removals are only proposed."""
    waiting = list(shown.changes.filter(outcome=""))
    removing = any(change.kind == RequestedChange.Kind.REMOVE for change in waiting)
    if not may_apply(request, removing=removing):
        raise PermissionDenied
    try:
        done = changes.apply(changes=waiting, by=request.user)
    except NotPossible:
        messages.error(request, _("Reopen the request to remove somebody."))
        return
    if removing:
        words = ngettext(
            "The removal of %(count)d person was proposed. A colleague has to confirm it.",
            "The removal of %(count)d people was proposed. A colleague has to confirm it.",
            done,
        )
    else:
        words = ngettext("%(count)d person was changed.", "%(count)d people were changed.", done)
    messages.success(request, words % {"count": done})


def may_apply(request: SignedIn, *, removing: bool) -> bool:
    """Return whether the user may apply corrections, or propose removals."""
    needed = Permission.REMOVE_RECIPIENTS if removing else Permission.CORRECT_PEOPLE
    return request.user.may(needed)
