"""The organization of the signed-in point of contact, and decorators for views that need it."""

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


class _WithOrganization(SignedIn):
    """A request that caches the organization."""

    organization: Organization | None


def organization_of(request: HttpRequest) -> Organization | None:
    """Return the organization of the signed-in user, or None; queried once per request."""
    asked = cast("_WithOrganization", request)
    if not hasattr(asked, "organization"):
        own = Organization.objects.filter(points_of_contact__user=asked.user)
        asked.organization = own.first()
    return asked.organization


def for_point_of_contact(view: View) -> View:
    """Restrict a view to points of contact, and pass it their organization."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        organization = organization_of(request)
        if organization is None:
            raise PermissionDenied
        return view(request, organization, *args, **kwargs)

    return requires(Permission.USE_ORGANIZATION_PORTAL)(inner)


def after_submit(view: View) -> View:
    """Restrict a view likewise, and redirect until the organization's information is submitted."""

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
    """Return the name of the signed-in user's organization; "" if there is none."""
    organization = organization_of(request) if request.user.is_authenticated else None
    return organization.name if organization else ""


def may_bulk_register(request: HttpRequest) -> bool:
    """Return whether to show the Bulk Registration tab."""
    organization = organization_of(request) if request.user.is_authenticated else None
    return organization is not None and organization.submitted
