"""Decide who needs a second factor, and where to send them until they have shown it."""

from collections.abc import Callable, Iterable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from ..models import User
from ..permissions import SECOND_FACTOR_ALWAYS, Permission
from ..requests import SignedIn

PAGES = ("allauth.",)  # modules of the views where one is set up and shown
PASSWORD = "reauthenticate"  # noqa: S105 -- allauth's name for entering the password again


def not_needed(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view that must work without a second factor, such as signing out."""
    vars(view)["second_factor"] = False
    return view


def has_one(user: User) -> bool:
    """Return whether a user has a second factor; recovery codes alone do not count."""
    factors = Authenticator.objects.filter(user=user)
    return factors.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def required_of(user: User, rule: Iterable[Permission] = ()) -> bool:
    """Return whether a user needs a second factor, everywhere or for pages with `rule`."""
    may = {permission for permission in SECOND_FACTOR_ALWAYS if user.may(permission)}
    return user.portal in settings.REQUIRE_MFA or bool(may.intersection(rule))


def shown(request: HttpRequest) -> bool:
    """Return whether the second factor was shown in this session."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def page_before(
    request: SignedIn, view: Callable[..., Any], rule: Iterable[Permission], back_to: str
) -> str | None:
    """Return the page that must come before this view, to set up or show a second factor.

    Return None if none is needed. After it was shown, the user continues at `back_to`.
    """
    if not getattr(view, "second_factor", True) or view.__module__.startswith(PAGES):
        return None
    if not required_of(request.user, rule):
        return None
    if not has_one(request.user):
        return reverse("accounts:security")
    return None if shown(request) else _where_to_show_it(request, back_to)


def _where_to_show_it(request: HttpRequest, back_to: str) -> str:
    methods = get_adapter(request).get_reauthentication_methods(request.user)
    url = next(method["url"] for method in methods if method["id"] != PASSWORD)
    return f"{url}?{urlencode({'next': back_to})}"
