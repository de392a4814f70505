"""Signs out whoever has shown no sign of life for the set time, whatever the page's script does."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

_SEEN = "seen"
_WRITE_SECONDS = 30  # a sign of life is written no more often than this


def no_sign_of_life(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view that a page asks for by itself, such as progress."""
    view.no_sign_of_life = True  # type: ignore[attr-defined]
    return view


class IdleMiddleware:
    """Comes before the access rules, so that an ended session meets the sign-in page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> None:
        if not request.user.is_authenticated:
            return
        now = time.time()
        idle = now - request.session.get(_SEEN, now)
        if idle > settings.IDLE_MINUTES * 60:
            logout(request)
            messages.info(request, _("You were signed out because nothing happened for a while."))
        elif not getattr(view, "no_sign_of_life", False) and (
            _SEEN not in request.session or idle > _WRITE_SECONDS
        ):
            request.session[_SEEN] = now
