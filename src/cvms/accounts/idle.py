"""End idle and old sessions on the server, whatever a page's script does."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .sessions import SEEN, SIGNED_IN

_WRITE_SECONDS = 30  # activity is stored no more often than this

IDLE = _("You were signed out because nothing happened for a while.")
TOO_OLD = _("You were signed out because you had been signed in for a long time.")


def counts_as_idle(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view that a page requests by itself, such as progress: it is no user activity."""
    vars(view)["counts_as_idle"] = True
    return view


class IdleMiddleware:
    """End sessions; comes before the access rules, so that an ended session leads to sign-in.

    `request.ended` then is a sentence that says why, which the access rules show.
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
        elif not getattr(view, "counts_as_idle", False):
            _note_activity(request, now)


def _why_it_ends(request: HttpRequest, now: float) -> Promise | None:
    if now - request.session.get(SEEN, now) > settings.IDLE_MINUTES * 60:
        return IDLE
    # A session without this time is from an earlier release, or was tampered with.
    if now - request.session.get(SIGNED_IN, 0) > settings.SESSION_HOURS * 60 * 60:
        return TOO_OLD
    return None


def _note_activity(request: HttpRequest, now: float) -> None:
    if now - request.session.get(SEEN, 0) > _WRITE_SECONDS:
        request.session[SEEN] = now
