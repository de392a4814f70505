"""What an organization asked for in a request is done from it, for all of its people at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn

from ..actions import changes
from ..actions.removals import NotPossible
from ..models import HelpRequest, RequestedChange
from .request_page import done_to_request


@done_to_request(Permission.ANSWER_REQUESTS)
def apply_changes(request: SignedIn, shown: HelpRequest) -> None:
    """Do it, or propose it where it is a removal."""
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
    needed = Permission.REMOVE_RECIPIENTS if removing else Permission.CORRECT_PEOPLE
    return request.user.may(needed)
