"""Count every request that changes something, and refuse those over a limit."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..access import page_of
from ..kept_words import NEVER_KEPT
from ..requests import Request
from . import known_devices
from .counting import TooMany
from .limits import mark, spend_request
from .sentences import seconds, wait_words

FLOOR = "form"  # the limit of a page that declares none
_SAFE = {"GET", "HEAD", "OPTIONS"}


def limit_of(name: str) -> str:
    """Return the name of the limit for a view's name, from the table in the settings."""
    space = name.partition(":")[0]
    addresses = settings.LIMITED_ADDRESSES
    return addresses.get(name) or addresses.get(f"{space}:*") or FLOOR


class LimitMiddleware:
    """Apply limits; comes after the access rules, so that refused requests do not count."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        refusal: TooMany | None = getattr(request, "too_many", None)
        if refusal:
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
            response.headers["Retry-After"] = seconds(refusal.wait)
        known_devices.write(request, response)
        return response

    def process_view(
        self, request: Request, _view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        if request.method in _SAFE or request.resolver_match is None:
            return None
        try:
            spend_request(limit_of(request.resolver_match.view_name), request)
        except TooMany as refusal:
            return too_many(request, refusal)
        return None

    def process_exception(self, request: Request, exception: Exception) -> HttpResponse | None:
        return too_many(request, exception) if isinstance(exception, TooMany) else None


def too_many(request: Request, refusal: TooMany) -> HttpResponse:
    """Render the page that says how long to wait, with what was typed, to be sent again."""
    mark(request, refusal)
    words = wait_words(refusal.wait, refusal.why)
    if request.htmx:
        response = render(request, "accounts/_too_many.html", {"words": words})
        response.headers["HX-Retarget"] = "main"
        response.headers["HX-Reswap"] = "afterbegin"
        return response
    secret = any(name in request.POST for name in NEVER_KEPT[1:])
    can_send_again = request.method == "POST" and not secret and not request.FILES
    context = {
        "words": words,
        "kept": _kept(request) if can_send_again else [],
        "send_again": request.get_full_path() if can_send_again else "",
        "back": page_of(request),
    }
    return render(request, "accounts/too_many.html", context)


def too_many_codes(request: Request) -> HttpResponse:
    """Render the page for too many confirmations; allauth calls this after its 10 a minute."""
    return too_many(request, TooMany(timedelta(minutes=1)))


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NEVER_KEPT
        for value in values
    ]
