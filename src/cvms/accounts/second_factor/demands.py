"""Who needs a second factor, and the page they are sent to until they have shown it."""

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

PAGES = ("allauth.",)  # where one is set up and shown
PASSWORD = "reauthenticate"  # noqa: S105 -- allauth's name for typing it again


def not_needed(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a page that must be reached before there is a second factor, such as signing out."""
    vars(view)["second_factor"] = False
    return view


def has_one(user: User) -> bool:
    """Recovery codes alone are none: they stand in for what was lost."""
    factors = Authenticator.objects.filter(user=user)
    return factors.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def required_of(user: User, rule: Iterable[Permission] = ()) -> bool:
    """Return whether this person needs one, for pages with `rule` or at all."""
    may = {permission for permission in SECOND_FACTOR_ALWAYS if user.may(permission)}
    return user.portal in settings.REQUIRE_MFA or bool(may.intersection(rule))


def shown(request: HttpRequest) -> bool:
    """Return whether this session has seen it, and not the password alone."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def page_before(
    request: SignedIn, view: Callable[..., Any], rule: Iterable[Permission], back_to: str
) -> str | None:
    """Where somebody goes before this view: to set a second factor up, to show it, or nowhere.

    Once it is shown, they go on at the page `back_to`.
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
