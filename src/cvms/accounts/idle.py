"""Ends sessions on the server, whatever the page's script does: idle ones, and old ones."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .sessions import SEEN, SIGNED_IN

_WRITE_SECONDS = 30  # a sign of life is written no more often than this

IDLE = _("You were signed out because nothing happened for a while.")
TOO_OLD = _("You were signed out because you had been signed in for a long time.")


def no_sign_of_life(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view that a page asks for by itself, such as progress."""
    vars(view)["no_sign_of_life"] = True
    return view


class IdleMiddleware:
    """Comes before the access rules, so that an ended session meets the sign-in page.

    They say why it ended: `request.ended`, which is a sentence.
    """

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
        ended = _why_it_ends(request, now)
        if ended:
            logout(request)
            vars(request)["ended"] = ended
        elif not getattr(view, "no_sign_of_life", False):
            _note_a_sign_of_life(request, now)


def _why_it_ends(request: HttpRequest, now: float) -> Promise | None:
    if now - request.session.get(SEEN, now) > settings.IDLE_MINUTES * 60:
        return IDLE
    # One that does not say since when is of an earlier release, or tampered with.
    if now - request.session.get(SIGNED_IN, 0) > settings.SESSION_HOURS * 60 * 60:
        return TOO_OLD
    return None


def _note_a_sign_of_life(request: HttpRequest, now: float) -> None:
    if now - request.session.get(SEEN, 0) > _WRITE_SECONDS:
        request.session[SEEN] = now
