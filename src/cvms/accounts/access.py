"""Access control, private by default: a view that does not declare who may see it is an error."""

from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit, urlunsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from cvms.ui.portals import PORTALS, portal_of_path

from .kept_words import words_typed
from .permissions import Permission
from .requests import Request
from .second_factor import demands

if TYPE_CHECKING:
    from .models import User
    from .requests import SignedIn

public = login_not_required  # Django's own mark, which allauth's views have already

_SIGNED_IN_ONLY = demands.PAGES  # their views need only an account
_OWN_SECRET = ("anymail.",)  # a mail service's webhook authenticates by a secret


def requires(*permissions: Permission) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Mark a view as open to accounts with at least one of these permissions."""

    def mark(view: Callable[..., Any]) -> Callable[..., Any]:
        vars(view)["required_permissions"] = permissions
        return view

    return mark


def signed_in(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view as open to every account."""
    vars(view)["required_permissions"] = ()
    return view


def allowed(*permissions: Permission) -> Callable[[HttpRequest], bool]:
    """Return a menu item's test: shown to accounts with at least one of these permissions."""

    def shown(request: HttpRequest) -> bool:
        user: User | None = getattr(request, "user", None)
        if user is None or not user.is_authenticated:
            return False
        return any(user.may(permission) for permission in permissions)

    return shown


def rule_of(view: Callable[..., Any]) -> tuple[Permission, ...] | None:
    """Return the permissions of which a view requires one; () for any account; None if public.

    Raises ImproperlyConfigured for a view that declares nothing.
    """
    if not getattr(view, "login_required", True) or view.__module__.startswith(_OWN_SECRET):
        return None
    if hasattr(view, "required_permissions"):
        return view.required_permissions
    if view.__module__.startswith(_SIGNED_IN_ONLY):
        return ()
    raise ImproperlyConfigured(f"{view.__module__}.{view.__qualname__} does not say who may see it")


class AccessMiddleware:
    """Let a request through to its view, redirect it to the sign-in page, or refuse it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: Request, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        rule = rule_of(view)
        if rule is None:
            _say_what_ended(request)
            return None
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if rule and not any(request.user.may(permission) for permission in rule):
            raise PermissionDenied
        first = demands.page_before(cast("SignedIn", request), view, rule, page_of(request))
        return _to_second_factor(request, first) if first else None


def _to_second_factor(request: Request, page: str) -> HttpResponse:
    """Redirect to where the second factor is set up or shown; nothing was changed yet."""
    if request.method not in ("GET", "HEAD"):
        messages.warning(
            request,
            _(
                "This needs a second sign-in step, so nothing was changed yet. Finish that "
                "step, then press the button again."
            ),
        )
    return HttpResponseClientRedirect(page) if request.htmx else redirect(page)


def _to_sign_in(request: Request) -> HttpResponse:
    """Redirect to the sign-in page; htmx must load it as a whole page."""
    sign_in = redirect_to_login(page_of(request), sign_in_url(request.path))
    if request.htmx:
        _say_it_was_not_saved(request)
        return HttpResponseClientRedirect(sign_in.url)
    if request.method in ("GET", "HEAD"):
        _say_what_ended(request)
        return sign_in
    if typed := words_typed(request):
        context = {"typed": typed, "sign_in": sign_in.url}
        return render(request, "accounts/signed_out.html", context, status=HTTPStatus.FORBIDDEN)
    _say_it_was_not_saved(request)
    return sign_in


def _say_it_was_not_saved(request: Request) -> None:
    if request.method in ("GET", "HEAD"):
        _say_what_ended(request)
        return
    messages.warning(
        request,
        _(
            "You were signed out before your last change reached us, so it was not saved."
            " Sign in, then check the page and make the change again."
        ),
    )


def _say_what_ended(request: HttpRequest) -> None:
    """Show why the session ended at this request, if it did."""
    ended = getattr(request, "ended", None)
    if ended:
        messages.info(request, ended)


def page_of(request: Request) -> str:
    """Return the path to come back to: this page, or the page whose form or script sent this."""
    if request.method in ("GET", "HEAD") and not request.htmx:
        return request.get_full_path()
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, request.get_host(), request.is_secure()):
        return reverse(PORTALS[portal_of_path(request.path)].home)
    return urlunsplit(("", "", *urlsplit(page)[2:4], ""))


def sign_in_url(path: str) -> str:
    """Return the path of the sign-in page of the portal that `path` belongs to."""
    portal = portal_of_path(path)
    return reverse(f"accounts:sign_in_{portal}") if portal else reverse("account_login")
