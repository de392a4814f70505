"""The page of the verification desk; what is typed is posted, so that no URL has personal data."""

from typing import Any

from django import forms
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from cvms.accounts.limits.limits import within
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn
from cvms.recipients.models import Recipient
from cvms.registration.actions import answering
from cvms.registration.finding import Way

from ..actions import registering
from ..actions.looking_up import Answer, look_up
from ..desk_forms import TellingApartForm, form_for, unbound
from ..models import A_VISIT, Location
from ..presentation import shown
from ..scope import for_location_manager

PAGE = "providers/desk.html"
CAMERA = "camera=(self), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
_signer = TimestampSigner(salt="providers.desk")


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@for_location_manager(Permission.VERIFY_ELIGIBILITY)
def desk(request: SignedIn, location: Location) -> HttpResponse:
    """Look up a person; show only name, date of birth, group and status."""
    answered = _look_up(request, location) if request.method == "POST" else {}
    context = {"forms": unbound(), "location": location, "way": Way.CODE.value} | answered
    response = render(request, PAGE, context)
    response["Permissions-Policy"] = CAMERA  # a tablet's camera may read the code
    return response


def _look_up(request: SignedIn, location: Location) -> dict[str, Any]:
    """Return the context for a look-up: its result, or the form with its errors."""
    way = Way(request.POST["way"]) if request.POST.get("way") in Way.values else Way.CODE
    form = form_for(way, request.POST)
    if not form.is_valid():
        return _again(way, form) | {"form": form}
    if not within("look_up_person", str(request.user.pk), request=request, form=form):
        return _again(way, form) | {"form": form}
    answer = look_up(way=way, typed=form.cleaned_data, location=location, by=request.user)
    result = {"answer": answer, "person": shown(answer), "way": way.value}
    result |= {"invited": _invited(answer, location)}
    if answer.count > 1:
        more = TellingApartForm(request.POST, auto_id=f"{way.value}_%s")
        return _again(way, more if way is Way.NAME else form) | result
    return result


def _again(way: Way, form: forms.Form) -> dict[str, Any]:
    return {"forms": unbound() | {way.value: form}, "way": way.value}


def _invited(answer: Answer, location: Location) -> str:
    """Return a token with which this location may register the invited person just found, or ""."""
    if answer.recipient is None or answer.case is not None:
        return ""
    return _signer.sign(f"{answer.recipient.pk} {location.pk}")


@require_POST
@for_location_manager(Permission.VERIFY_ELIGIBILITY)
def register_invited(request: SignedIn, location: Location) -> HttpResponse:
    """Start to register the invited person who was found, in their existing record."""
    try:
        signed = _signer.unsign(request.POST.get("invited", ""), max_age=A_VISIT)
        number, _space, at = signed.partition(" ")
        if at != str(location.pk):
            raise BadSignature
        recipient = Recipient.objects.get(pk=number)
        registering.begin_invited(recipient=recipient, location=location, by=request.user)
    except (BadSignature, Recipient.DoesNotExist, registering.PerhapsKnown, answering.Gone):
        return redirect("providers:desk")
    return redirect("providers:resume", recipient.pk)
