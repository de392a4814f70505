"""A decorator that passes the signed-in location manager's location to a view."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from cvms.accounts.access import requires
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn

from .models import Location

View = Callable[..., HttpResponse]


def for_location_manager(permission: Permission) -> Callable[[View], View]:
    """Restrict a view to location managers, and pass it their location.

    Users without a location see a page that tells them whom to ask.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def inner(request: SignedIn, *args: Any, **kwargs: Any) -> HttpResponse:
            location = Location.objects.filter(managers__user=request.user).first()
            if location is None:
                return render(request, "providers/no_location.html")
            return view(request, location, *args, **kwargs)

        return requires(permission)(inner)

    return mark
