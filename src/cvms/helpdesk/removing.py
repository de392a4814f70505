"""The agents' removals: find who is meant, propose, and confirm a colleague's proposal."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from cvms.accounts.permissions import Permission

from . import removals
from .forms import LookUpForm
from .models import HelpRequest
from .request_page import done_to_request, page

removes = done_to_request(Permission.REMOVE_RECIPIENTS)


@removes
def look_up(request: HttpRequest, shown: HelpRequest) -> HttpResponse:
    """Find the recipient who is meant; the address stays out of the page's address."""
    form = LookUpForm(request.POST, auto_id="look_up_%s")
    if not form.is_valid():
        return page(request, shown, look_up_form=form, form=form)
    email = form.cleaned_data["email"]
    found = removals.look_up(request=shown, email=email, by=request.user)
    return page(request, shown, look_up_form=form, found=found, looked_up=email)


@removes
def propose(request: HttpRequest, shown: HelpRequest) -> None:
    """Ask a colleague to confirm the removal of who was found."""
    form = LookUpForm(request.POST)
    if form.is_valid():
        propose_it = partial(removals.propose, request=shown, email=form.cleaned_data["email"])
        _try(request, propose_it, _("The removal was proposed. A colleague has to confirm it."))


@removes
def decide(request: HttpRequest, shown: HelpRequest, pk: int) -> None:
    """Confirm a colleague's proposal, or withdraw one."""
    removal = get_object_or_404(shown.removals, pk=pk)
    if "confirm" in request.POST:
        confirm_it = partial(removals.confirm, removal=removal)
        _try(request, confirm_it, _("The person was removed, and is told by email."))
    else:
        withdraw_it = partial(removals.withdraw, removal=removal)
        _try(request, withdraw_it, _("The proposal was withdrawn. Nobody was removed."))


def _try(request: HttpRequest, action: Callable[..., object], done: str) -> None:
    """Do it and say so, or say why it is not possible."""
    try:
        action(by=request.user)
    except removals.NotPossible as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, done)
