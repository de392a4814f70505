"""The Bulk Registration page: upload a file, and the people loaded so far."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cvms import intake
from cvms.accounts.requests import Request, SignedIn
from cvms.audit.actions import record_list
from cvms.organizations.models import Organization
from cvms.organizations.scope import after_submit
from cvms.recipients.listing import Listing
from cvms.recipients.listing import listing as list_people
from cvms.recipients.wanted import remember_search

from ..actions import receiving
from ..forms import FileForm
from ..models import Upload
from .downloads import download

JSON = "application/json"
TEMPLATE_NAME = "recipient_bulk_upload_file.csv"


@require_safe
@after_submit
def start(request: Request, organization: Organization) -> HttpResponse:
    """Show the instructions, the two tabs, and the loaded recipients, or these alone."""
    if request.htmx.target == "loaded":
        return _list(request, organization, followed=True)
    return _start(request, organization, FileForm(), request.GET.get("volume", ""))


@require_POST
@after_submit
def search(request: Request, organization: Organization) -> HttpResponse:
    """Search the loaded recipients by name; an empty search shows all."""
    words = "" if "clear" in request.POST else request.POST.get("q", "")
    remember_search(request, words)
    here = f"{reverse('uploads:start')}?{request.GET.urlencode()}"
    if request.htmx:
        response = _list(request, organization)
        response["HX-Replace-Url"] = here  # so that Back, Reload and a sign-in keep the search
        return response
    return redirect(f"{here}#loaded")


def _list(
    request: HttpRequest, organization: Organization, *, followed: bool = False
) -> HttpResponse:
    """Render the list alone; `followed` is whether a link led there, whose place is gone."""
    context = {"listing": _listing(request, organization), "followed": followed}
    return render(request, "recipients/_loaded.html", context)


def _listing(request: HttpRequest, organization: Organization) -> Listing:
    """Return the page of loaded recipients; record that somebody looked at them."""
    found = list_people(request, organization)
    people = found.page.object_list
    record_list("recipients.listed", people, by=request.user, organization=organization.pk)
    return found


def _start(
    request: HttpRequest, organization: Organization, form: FileForm, volume: str, status: int = 200
) -> HttpResponse:
    volume = volume if volume in Upload.Volume.values else Upload.Volume.LOW
    listing = _listing(request, organization)
    form.show_on(volume, first=not listing.total)
    context = {
        "form": form,
        "volume": volume,
        "listing": listing,
        "low": settings.LOW_VOLUME_RECORDS,
        "high": settings.HIGH_VOLUME_RECORDS,
        "largest": settings.UPLOAD_BYTES,
    }
    return render(request, "uploads/start.html", context, status=status)


@require_POST
@after_submit
def receive(request: SignedIn, organization: Organization, volume: str) -> HttpResponse:
    """Receive a file from one of the tabs."""
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        if "key" in form.errors:
            form = FileForm()
            messages.error(request, _("The upload did not arrive whole. Choose the file again."))
        return _start(request, organization, form, volume, status=400)
    upload = receiving.receive(
        organization=organization,
        file=form.as_file(),
        volume=volume,
        by=request.user,
        key=form.cleaned_data["key"],
        whole_list=form.cleaned_data["whole_list"],
    )
    submitted = "?submitted=1" if volume == Upload.Volume.HIGH else ""
    to = reverse("uploads:detail", args=[upload.pk]) + submitted
    if request.get_preferred_type(["text/html", JSON]) == JSON:  # sent by the page's script
        return JsonResponse({"to": to})
    return redirect(to)


@require_safe
@after_submit
def template(_request: HttpRequest, _organization: Organization) -> HttpResponse:
    """Download the template for lists."""
    return download(TEMPLATE_NAME, intake.template())
