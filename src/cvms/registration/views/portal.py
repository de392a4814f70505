"""The COVID-19 Vaccine Portal's pages. Each shows only the signed-in person's own data."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cvms.accounts.access import requires
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn
from cvms.eligibility.models import Case
from cvms.eligibility.presentation import status_of
from cvms.recipients.models import Recipient

from ..actions import answering
from ..answers import answers_of
from ..forms import PageForm
from ..models import CONTACT_DETAILS, Draft, Registration
from ..pages import ADDRESS, CONTACT, STEPS
from ..qr import svg_of
from ..review import sections_of
from ..wizard import Urls, Wizard, questions_for
from . import flow

View = Callable[..., HttpResponse]


def for_recipient(view: View) -> View:
    """Restrict a view to recipients, and pass it the signed-in person's own record."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        own = Recipient.objects.select_related("organization", "user")
        try:
            return view(request, get_object_or_404(own, user=request.user), *args, **kwargs)
        except answering.Gone:
            return redirect("registration:home")

    return requires(Permission.USE_RECIPIENT_PORTAL)(inner)


def portal_urls() -> Urls:
    """Return the wizard's URLs in this portal."""
    return Urls(
        base="ui/page.html",
        start=reverse("registration:start"),
        page=lambda slug: reverse("registration:page", args=[slug]),
        save=lambda slug: reverse("registration:save", args=[slug]),
        away=reverse("registration:home"),
        done=reverse("registration:submitted"),
    )


def _draft(recipient: Recipient) -> Draft | None:
    return Draft.objects.select_related("recipient__user").filter(recipient=recipient).first()


def _case(recipient: Recipient) -> Case | None:
    return Case.objects.select_related("rule_set").filter(recipient=recipient).first()


def _zip_code(recipient: Recipient) -> str:
    """Return the registered ZIP code, for links to providers nearby; "" if there is none."""
    registered = Registration.objects.filter(recipient=recipient)
    return registered.values_list("zip_code", flat=True).first() or ""


@require_safe
@for_recipient
def home(request: HttpRequest, recipient: Recipient) -> HttpResponse:
    """Show the home page after signing in, and what to do next."""
    case = _case(recipient)
    context = {
        "recipient": recipient,
        "draft": _draft(recipient),
        "status": status_of(case, _zip_code(recipient)) if case else None,
    }
    return render(request, "registration/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_recipient
def start(request: SignedIn, recipient: Recipient) -> HttpResponse:
    """Show the Introduction, or the answers given so far to a person who comes back."""
    if request.method == "POST":
        begun = answering.start(recipient=recipient, by=request.user)
        return redirect("registration:page", begun.page)
    draft, values = _draft(recipient), answers_of(recipient)
    context = {
        "recipient": recipient,
        "steps": [step.title for step in STEPS],
        "draft": draft,
        "draft_days": settings.KEEP_DRAFTS_DAYS,
    }
    if draft:
        wizard = Wizard(draft, portal_urls())
        return render(
            request,
            "registration/resume.html",
            context | {"sections": wizard.sections(), "registered": bool(values)},
        )
    if values:
        return render(
            request, "registration/registered.html", context | {"sections": sections_of(values)}
        )
    return render(request, "registration/introduction.html", context)


@require_POST
@for_recipient
def discard(request: SignedIn, recipient: Recipient) -> HttpResponse:
    """Discard the draft; answers submitted before are kept."""
    answering.discard(recipient=recipient, by=request.user)
    return redirect("registration:start")


@require_http_methods(["GET", "HEAD", "POST"])
@for_recipient
def page(request: SignedIn, recipient: Recipient, slug: str) -> HttpResponse:
    """Show or save a page of the wizard."""
    return flow.draft_page(request, _draft(recipient), portal_urls(), slug)


@require_POST
@for_recipient
def save(request: HttpRequest, recipient: Recipient, slug: str) -> HttpResponse:
    """Store a page's fields while they are filled in."""
    return flow.autosave(request, _draft(recipient), slug)


@require_safe
@for_recipient
def submitted(request: HttpRequest, recipient: Recipient) -> HttpResponse:
    """Show the eligibility status right after submitting."""
    case = _case(recipient)
    if case is None:
        return redirect("registration:start")
    context = {"recipient": recipient, "status": status_of(case, _zip_code(recipient))}
    return render(request, "registration/submitted.html", context)


@require_safe
@for_recipient
def dashboard(request: HttpRequest, recipient: Recipient) -> HttpResponse:
    """Show the eligibility status, and the code by which a provider's desk finds it."""
    case, values = _case(recipient), answers_of(recipient)
    context = {
        "recipient": recipient,
        "status": status_of(case, values["zip_code"]) if case else None,
        "decided_at": case.decided_at if case else None,
        "values": values,
        "draft": _draft(recipient),
    }
    return render(request, "registration/dashboard.html", context)


@require_safe
@for_recipient
def code(_request: HttpRequest, recipient: Recipient) -> HttpResponse:
    """Return the person's code for the desk as a QR code."""
    case = get_object_or_404(Case, recipient=recipient)
    return HttpResponse(svg_of(case.code), content_type="image/svg+xml")


@require_http_methods(["GET", "HEAD", "POST"])
@for_recipient
def profile(request: SignedIn, recipient: Recipient) -> HttpResponse:
    """Show and change contact details, once the person has registered."""
    values = answers_of(recipient)
    form = _contact_form(request, recipient, values) if values else None
    if request.method == "POST" and form and form.is_valid():
        answering.change_contact(recipient=recipient, details=form.cleaned_data, by=request.user)
        messages.success(request, _("Your contact details were saved."))
        return redirect("registration:profile")
    context = {"recipient": recipient, "form": form, "values": values}
    return render(request, "registration/profile.html", context)


def _contact_form(request: HttpRequest, recipient: Recipient, values: dict[str, Any]) -> PageForm:
    asked = [
        question
        for shown in (CONTACT, ADDRESS)
        for question in questions_for(shown, recipient)
        if question.name in CONTACT_DETAILS
    ]
    return PageForm(asked, request.POST or None, initial=values)
