"""Pages for the people whom a location registers at its desk, and nobody else."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cvms.accounts.limits.limits import within
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn
from cvms.audit.actions import record_list
from cvms.eligibility.models import Case
from cvms.eligibility.presentation import status_of
from cvms.recipients.models import Recipient
from cvms.registration.actions import answering as registration
from cvms.registration.actions.seeing import record_view
from cvms.registration.models import Draft, Registration
from cvms.registration.qr import svg_of
from cvms.registration.views import flow
from cvms.registration.wizard import Urls, Wizard

from ..actions import registering
from ..forms import AnotherForm, PersonForm
from ..models import DeskVisit, Location
from ..presentation import next_step_without_email
from ..scope import for_location_manager

PER_PAGE = 50
at_desk = for_location_manager(Permission.VERIFY_ELIGIBILITY)
View = Callable[..., HttpResponse]


def _at(location: Location) -> Q:
    """Return people registered here without email, and invited people who are here today."""
    return Q(location=location) | Q(
        desk_visit__in=DeskVisit.objects.under_way().filter(location=location)
    )


def of_location(view: View) -> View:
    """Pass a view one of the location's people; raise Http404 for anybody else."""

    @wraps(view)
    def inner(request: HttpRequest, location: Location, pk: int, **kwargs: Any) -> HttpResponse:
        own = Recipient.objects.filter(_at(location)).select_related("location", "user")
        try:
            return view(request, get_object_or_404(own, pk=pk), **kwargs)
        except registration.Gone:
            return redirect("providers:people")

    return at_desk(inner)


@require_safe
@at_desk
def people(request: HttpRequest, location: Location) -> HttpResponse:
    """List everybody whom the location registered, the latest first."""
    registered = Registration.objects.filter(recipient=OuterRef("pk"))
    draft = Draft.objects.filter(recipient=OuterRef("pk"))
    found = Recipient.objects.filter(_at(location)).annotate(
        registered=Exists(registered), drafted=Exists(draft)
    )
    page = Paginator(found.order_by("-id"), PER_PAGE).get_page(request.GET.get("page"))
    record_list("providers.people_listed", page.object_list, by=request.user)
    return render(request, "providers/people.html", {"page": page, "location": location})


def _within(request: HttpRequest, form: PersonForm) -> bool:
    """Return whether the user is within the limit of look-ups, since this reveals who is known."""
    return within("look_up_person", str(request.user.pk), request=request, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def register(request: SignedIn, location: Location) -> HttpResponse:
    """Ask for name and date of birth, and continue in the wizard."""
    form = (AnotherForm if "another_asked" in request.POST else PersonForm)(request.POST or None)
    known = False
    if request.method == "POST" and form.is_valid() and _within(request, form):
        try:
            person = {"another": False} | form.cleaned_data
            draft = registering.begin(location=location, **person, by=request.user)
        except registering.PerhapsKnown:
            form, known = AnotherForm(request.POST), True
        else:
            return redirect("providers:page", draft.recipient_id, draft.page)
    return render(request, "providers/register.html", {"form": form, "known": known})


@require_http_methods(["GET", "HEAD", "POST"])
@of_location
def resume(request: SignedIn, recipient: Recipient) -> HttpResponse:
    """Show the answers given so far; on POST, continue them or change submitted ones."""
    if request.method == "POST":
        begun = registration.start(recipient=recipient, by=request.user)
        return redirect("providers:page", recipient.pk, begun.page)
    draft = _draft(recipient)
    if draft is None:
        return redirect("providers:status", recipient.pk)
    record_view(recipient=recipient, by=request.user)
    sections = Wizard(draft, urls_of(recipient)).sections()
    context = {
        "recipient": recipient,
        "draft": draft,
        "sections": sections,
        "draft_days": settings.KEEP_DRAFTS_DAYS,
    }
    return render(request, "providers/resume.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_location
def page(request: SignedIn, recipient: Recipient, slug: str) -> HttpResponse:
    """Show or save a page of the wizard."""
    return flow.draft_page(request, _draft(recipient), urls_of(recipient), slug)


@require_POST
@of_location
def save(request: HttpRequest, recipient: Recipient, slug: str) -> HttpResponse:
    """Store a page's fields while they are filled in."""
    return flow.autosave(request, _draft(recipient), slug)


@require_POST
@of_location
def give_up(request: SignedIn, recipient: Recipient) -> HttpResponse:
    """Delete answers that were not submitted."""
    registering.give_up(recipient=recipient, by=request.user)
    messages.success(request, _("The answers that were not submitted are deleted."))
    return redirect("providers:people")


@require_safe
@of_location
def status(request: SignedIn, recipient: Recipient) -> HttpResponse:
    """Show the eligibility status as a page to print and hand over."""
    cases = Case.objects.select_related("rule_set", "recipient__registration")
    case = cases.filter(recipient=recipient).first()
    if case is None:
        return redirect("providers:resume", recipient.pk)
    record_view(recipient=recipient, by=request.user)
    context = {
        "recipient": recipient,
        "registration": case.recipient.registration,
        "location": recipient.location or recipient.desk_visit.location,
        **_paper(case),
    }
    return render(request, "providers/status.html", context)


def _paper(case: Case) -> dict[str, Any]:
    """Return the printed part of the context, in the person's language, not the manager's."""
    language = case.recipient.registration.language
    emailed = bool(case.recipient.email)
    with translation.override(language):
        shown = status_of(case)
        return {
            "paper_language": language,
            "decided_at": case.decided_at,
            "status": shown,
            "next_step": shown.next_step if emailed else next_step_without_email(case),
        }


@require_safe
@of_location
def code(_request: HttpRequest, recipient: Recipient) -> HttpResponse:
    """Return the person's code as a QR code."""
    case = get_object_or_404(Case, recipient=recipient)
    return HttpResponse(svg_of(case.code), content_type="image/svg+xml")


def urls_of(recipient: Recipient) -> Urls:
    """Return the wizard's URLs at the desk."""
    return Urls(
        base="ui/page.html",
        start=reverse("providers:resume", args=[recipient.pk]),
        page=lambda slug: reverse("providers:page", args=[recipient.pk, slug]),
        save=lambda slug: reverse("providers:save", args=[recipient.pk, slug]),
        away=reverse("providers:people"),
        done=reverse("providers:status", args=[recipient.pk]),
    )


def _draft(recipient: Recipient) -> Draft | None:
    return Draft.objects.select_related("recipient__user").filter(recipient=recipient).first()
