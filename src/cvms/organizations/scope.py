"""The organization that the signed-in point of contact acts for, and the gate before its lists."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cvms.accounts.access import requires
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn

from .models import Organization

View = Callable[..., HttpResponseBase]


class _Asked(SignedIn):
    """A request that keeps whose it is, once that was asked."""

    organization: Organization | None


def organization_of(request: HttpRequest) -> Organization | None:
    """Asked for once a request, however many ask; None for an account that acts for none."""
    asked = cast("_Asked", request)
    if not hasattr(asked, "organization"):
        own = Organization.objects.filter(points_of_contact__user=asked.user)
        asked.organization = own.first()
    return asked.organization


def for_point_of_contact(view: View) -> View:
    """A page of the Organization Portal; the view gets its own organization."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        organization = organization_of(request)
        if organization is None:
            raise PermissionDenied
        return view(request, organization, *args, **kwargs)

    return requires(Permission.USE_ORGANIZATION_PORTAL)(inner)


def after_submit(view: View) -> View:
    """A page of Bulk Registration: refused until the organization's information is submitted."""

    @wraps(view)
    def inner(request: HttpRequest, organization: Organization, *args: Any, **kwargs: Any) -> Any:
        if not organization.submitted:
            messages.warning(
                request, _("First complete your organization's information below and submit it.")
            )
            return redirect("organizations:home")
        return view(request, organization, *args, **kwargs)

    return for_point_of_contact(inner)


def name_of_organization(request: HttpRequest) -> str:
    """Return the name of the organization that the signed-in person acts for; "" for none."""
    organization = organization_of(request) if request.user.is_authenticated else None
    return organization.name if organization else ""


def may_bulk_register(request: HttpRequest) -> bool:
    """Return whether the Bulk Registration tab is there."""
    organization = organization_of(request) if request.user.is_authenticated else None
    return organization is not None and organization.submitted
