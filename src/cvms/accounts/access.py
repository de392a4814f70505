"""Private by default: a page that does not say who may see it is seen by nobody."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cvms.ui.portals import portal_of_path

from . import second_factor
from .permissions import Permission

public = login_not_required  # Django's own mark, which allauth's pages carry already

_SIGNED_IN_ONLY = second_factor.PAGES  # their own pages ask for no more than an account
_OWN_SECRET = ("anymail.",)  # a mail service's webhook proves itself by a secret, not an account


def requires(*permissions: Permission) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Mark a view as for those who have any one of these permissions."""

    def mark(view: Callable[..., Any]) -> Callable[..., Any]:
        view.required_permissions = permissions  # type: ignore[attr-defined]
        return view

    return mark


def signed_in(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view as for everybody who has an account."""
    view.required_permissions = ()  # type: ignore[attr-defined]
    return view


def allowed(*permissions: Permission) -> Callable[[HttpRequest], bool]:
    """For a menu item: shown to those who have any one of these permissions."""

    def shown(request: HttpRequest) -> bool:
        user = getattr(request, "user", None)
        signed_in_user = user is not None and user.is_authenticated
        return signed_in_user and any(user.may(permission) for permission in permissions)

    return shown


def rule_of(view: Callable[..., Any]) -> tuple[Permission, ...] | None:
    """The permissions of which a view wants one; () for any account; None when it is public.

    Raises ImproperlyConfigured for a view that says nothing.
    """
    if not getattr(view, "login_required", True) or view.__module__.startswith(_OWN_SECRET):
        return None
    if hasattr(view, "required_permissions"):
        return view.required_permissions  # type: ignore[no-any-return]
    if view.__module__.startswith(_SIGNED_IN_ONLY):
        return ()
    raise ImproperlyConfigured(f"{view.__module__}.{view.__qualname__} says not who may see it")


class AccessMiddleware:
    """Lets a request through to its view, to the sign-in page of its portal, or not at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        rule = rule_of(view)
        if rule is None:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), sign_in_url(request.path))
        if rule and not any(request.user.may(permission) for permission in rule):
            raise PermissionDenied
        first = second_factor.page_before(request, view, rule)
        return redirect(first) if first else None


def sign_in_url(path: str) -> str:
    """The door of the portal that a path belongs to."""
    portal = portal_of_path(path)
    return reverse(f"accounts:sign_in_{portal}") if portal else reverse("account_login")
