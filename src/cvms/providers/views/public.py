"""The public directory, and a location manager's home page and location."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cvms.accounts.access import public
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn

from ..actions import keeping
from ..desk_forms import unbound
from ..directory import PER_PAGE, add_counties, find
from ..forms import LocationForm, SearchForm
from ..models import Location
from ..scope import for_location_manager


@require_safe
@public
def directory(request: HttpRequest) -> HttpResponse:
    """List locations near a ZIP code or in a county, or all of them."""
    form = SearchForm(request.GET or None)
    context: dict[str, Any] = {"form": form}
    if not form.is_bound or form.is_valid():
        search = form.cleaned_data if form.is_bound else {}
        page = Paginator(find(**search), PER_PAGE).get_page(request.GET.get("page"))
        add_counties(page.object_list)
        context |= {"page": page, "search": search, "near": _near(search)}
    return render(request, "providers/directory.html", context)


def _near(search: dict[str, str]) -> bool:
    return bool(search.get("zip_code") or search.get("county"))


@require_safe
@public
def about_code(request: HttpRequest) -> HttpResponse:
    """Explain what a code is for; phones that read a QR code open this page.

    The code is after the # of the URL, so browsers never send it to the server.
    """
    return render(request, "providers/about_code.html")


@require_safe
@for_location_manager(Permission.VERIFY_ELIGIBILITY)
def home(request: HttpRequest, location: Location) -> HttpResponse:
    """Show the desk's form, and links to the other pages of a location manager."""
    add_counties([location])
    context = {"location": location, "form": unbound()["code"]}
    return render(request, "providers/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_location_manager(Permission.MANAGE_LOCATION)
def location(request: SignedIn, location: Location) -> HttpResponse:
    """Edit the information about the manager's own location in the public directory."""
    stored = Location.objects.get(pk=location.pk)  # the form changes its instance
    form = LocationForm(request.POST or None, instance=stored)
    if request.method == "POST" and form.is_valid():
        keeping.update(location=location, information=form.cleaned_data, by=request.user)
        messages.success(request, _("The directory shows what you saved, with today's date."))
        return redirect("providers:location")
    return render(request, "providers/location.html", {"form": form, "location": location})
