"""Find a person to remove, propose the removal, and confirm a colleague's proposal."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from cvms.accounts.access import requires
from cvms.accounts.idle import counts_as_idle
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn
from cvms.recipients.models import Recipient
from cvms.registration.finding import Way

from ..actions import removals
from ..listing import forget_search
from ..look_up_forms import FORMS, look_up_forms
from ..models import HelpRequest, Removal
from ..numbers import as_number
from .request_page import page, progress_of, request_action

MOST = 1000  # removals decided at once
_signer = signing.Signer(salt="helpdesk.found")
removes = request_action(Permission.REMOVE_RECIPIENTS)


@removes
def look_up(request: SignedIn, shown: HelpRequest) -> HttpResponse:
    """Find the person to remove; what is typed is posted, so that no URL contains it."""
    way = Way(request.POST["way"]) if request.POST.get("way") in Way.values else Way.EMAIL
    form = FORMS[way](request.POST, auto_id=f"{way.value}_%s")
    asked = {"look_up_forms": look_up_forms(shown) | {way.value: form}, "way": way}
    if not form.is_valid():
        return page(request, shown, form=form, **asked)
    found = removals.look_up(request=shown, way=way, typed=form.cleaned_data, by=request.user)
    return page(request, shown, **asked | _answer(shown, found))


def _answer(shown: HelpRequest, found: list[Recipient]) -> dict[str, Any]:
    """Return the context for a look-up's result; if several people match, show none of them."""
    if len(found) != 1:
        return {"count": len(found)}
    [person] = found
    told_at = removals.told_at(shown, person)
    return {"count": 1, "found": person, "told_at": told_at, "token": _token(shown, person.pk)}


def _token(shown: HelpRequest, recipient: int) -> str:
    """Sign who was found, so that only people found for this request can be proposed."""
    return _signer.sign_object([shown.pk, recipient])


def _found_before(shown: HelpRequest, token: str) -> int | None:
    try:
        request, recipient = _signer.unsign_object(token)
    except signing.BadSignature:
        return None
    return recipient if request == shown.pk else None


@removes
def propose(request: HttpRequest, shown: HelpRequest) -> None:
    """Propose to remove the person who was found."""
    forget_search(request)
    recipient = _found_before(shown, request.POST.get("found", ""))
    propose_it = partial(removals.propose, request=shown, recipient=recipient)
    _try(request, propose_it, _("The removal was proposed. A colleague has to confirm it."))


@removes
def decide(request: SignedIn, shown: HelpRequest) -> None:
    """Confirm a colleague's proposals for the chosen people, or withdraw proposals."""
    typed = request.POST.getlist("removal")[:MOST]
    chosen = [int(one) for one in typed if one.isascii() and one.isdigit() and len(one) < 19]
    found = shown.removals.select_related("recipient", "request").filter(pk__in=chosen)
    if not found:
        messages.error(request, _("Choose the people, then confirm or withdraw."))
        return
    confirmed = "confirm" in request.POST
    if not confirmed and "withdraw" not in request.POST:
        messages.error(request, _("Nothing was changed. Press “Confirm and erase” or “Withdraw”."))
        return
    if confirmed:
        forget_search(request)
    decided = removals.decide_all(removals=found, confirmed=confirmed, by=request.user)
    for reason in dict.fromkeys(decided.reasons):
        messages.error(request, reason)
    if decided.done:
        messages.success(request, _confirmed(decided) if confirmed else _withdrawn(decided))
    if decided.ended:
        messages.info(request, _ended())


def _ended() -> str:
    return _(
        "It was the last one. The person who asked was told of the removals,"
        " and the request is closed."
    )


def _withdrawn(decided: removals.Decided) -> str:
    return ngettext(
        "The proposal was withdrawn. Nobody was removed.",
        "The proposals were withdrawn. Nobody was removed.",
        decided.done,
    )


def _confirmed(decided: removals.Decided) -> str:
    if decided.done > 1:
        words = _(
            "%(count)d people are being removed. Those who have an email are told when it is done."
        )
        return words % {"count": decided.done}
    if decided.told:
        return _("The person is being removed, and is told by email when it is done.")
    return _(
        "The person is being removed. The person who asked gets an email when it is done,"
        " and is asked to tell them."
    )


@counts_as_idle
@require_safe
@requires(Permission.REMOVE_RECIPIENTS)
def removal_progress(request: HttpRequest, number: str) -> HttpResponse:
    """Render the progress of removals, which the page polls for; reload the page at the end."""
    confirmed = Removal.objects.filter(
        request__number=as_number(number), state=Removal.State.CONFIRMED
    ).order_by("pk")
    under_way = list(confirmed)
    context = {
        "progress": progress_of(under_way),
        "confirmed": len(under_way),
        "number": number,
    }
    response = render(request, "helpdesk/_removal_progress.html", context)
    if not under_way:
        response["HX-Refresh"] = "true"
    return response


def _try(request: HttpRequest, action: Callable[..., object], done: str) -> None:
    """Call the action; show `done`, or why it is not possible."""
    try:
        action(by=request.user)
    except removals.NotPossible as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, done)
