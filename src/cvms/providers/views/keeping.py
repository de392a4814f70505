"""Pages for state staff to add, edit and unlist locations, and to appoint their managers."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cvms.accounts.access import requires
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn
from cvms.audit.actions import record_list

from ..actions import keeping
from ..directory import add_counties
from ..forms import LocationForm, ManagerForm
from ..models import Location, LocationManager

PER_PAGE = 50


@require_safe
@requires(Permission.KEEP_DIRECTORY)
def locations(request: HttpRequest) -> HttpResponse:
    """List all locations, including unlisted ones."""
    search = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:100]
    found = Location.objects.named(search).annotate(managed_by=Count("managers"))
    page = Paginator(found.order_by("name", "id"), PER_PAGE).get_page(request.GET.get("page"))
    add_counties(page.object_list)
    return render(request, "providers/locations.html", {"page": page, "search": search})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.KEEP_DIRECTORY)
def add(request: SignedIn) -> HttpResponse:
    """Add a location to the directory."""
    form = LocationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        location = keeping.add(information=form.cleaned_data, by=request.user)
        messages.success(
            request, _("%(name)s is in the directory. Now appoint its manager.") % _name(location)
        )
        return redirect("providers:managers", location.pk)
    return render(request, "providers/edit.html", {"form": form, "location": None})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.KEEP_DIRECTORY)
def edit(request: SignedIn, pk: int) -> HttpResponse:
    """Edit one location."""
    location = get_object_or_404(Location, pk=pk)
    stored = Location.objects.get(pk=pk)  # the form changes its instance
    form = LocationForm(request.POST or None, instance=stored)
    if request.method == "POST" and form.is_valid():
        keeping.update(location=location, information=form.cleaned_data, by=request.user)
        messages.success(request, _("%(name)s was saved.") % _name(location))
        return redirect("providers:locations")
    return render(request, "providers/edit.html", {"form": form, "location": location})


@require_POST
@requires(Permission.KEEP_DIRECTORY)
def set_listed(request: SignedIn, pk: int) -> HttpResponse:
    """Remove a location from the directory, or restore it."""
    location = get_object_or_404(Location, pk=pk)
    listed = {"yes": True, "no": False}.get(request.POST.get("listed", ""))
    if listed is None:
        messages.error(request, _("Nothing was changed. Press one of the buttons below."))
        return redirect("providers:edit", pk)
    keeping.set_listed(location=location, listed=listed, by=request.user)
    said = (
        _("%(name)s is in the directory.")
        if listed
        else _("%(name)s is no longer in the directory.")
    )
    messages.success(request, said % _name(location))
    return redirect("providers:edit", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.KEEP_DIRECTORY)
def managers(request: SignedIn, pk: int) -> HttpResponse:
    """List the managers of a location, or appoint one."""
    location = get_object_or_404(Location, pk=pk)
    form = ManagerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _appoint(request, location, form):
        return redirect("providers:managers", pk)
    appointed = location.managers.select_related("user").order_by("user__last_name", "id")
    record_list("providers.managers_listed", appointed, by=request.user)
    context = {"form": form, "location": location, "managers": appointed}
    return render(request, "providers/managers.html", context)


def _appoint(request: SignedIn, location: Location, form: ManagerForm) -> bool:
    try:
        keeping.appoint(location=location, **form.cleaned_data, by=request.user)
    except keeping.AlreadyManager as known:
        said = _("This person is already a manager of %(name)s.") % _name(known.location)
        form.add_error("email", said)
        return False
    messages.success(request, _("The new manager gets an email within minutes."))
    return True


@require_POST
@requires(Permission.KEEP_DIRECTORY)
def invite_manager_again(request: SignedIn, pk: int) -> HttpResponse:
    """Invite a manager again who has not signed in yet."""
    manager = _manager(pk)
    if keeping.invite_again(manager=manager, by=request.user):
        messages.success(request, _("A new invitation is on its way."))
    else:
        messages.info(request, _("This manager has signed in already."))
    return redirect("providers:managers", manager.location_id)


@require_POST
@requires(Permission.KEEP_DIRECTORY)
def dismiss(request: SignedIn, pk: int) -> HttpResponse:
    """End a manager's access to the Provider Pages."""
    manager = _manager(pk)
    keeping.dismiss(manager=manager, by=request.user)
    messages.success(
        request,
        _("%(person)s no longer manages %(name)s.")
        % {"person": manager.user.full_name, **_name(manager.location)},
    )
    return redirect("providers:managers", manager.location_id)


def _manager(pk: int) -> LocationManager:
    return get_object_or_404(LocationManager.objects.select_related("user", "location"), pk=pk)


def _name(location: Location) -> dict[str, str]:
    return {"name": location.name}
