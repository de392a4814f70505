"""What people see when something is refused or breaks: what happened, and what to do."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from cvms import tracing
from cvms.jurisdiction.profile import JURISDICTION

from .error_words import NO_ACCESS, NO_FORM_SENT, NO_PAGE, NOT_UNDERSTOOD, OPEN_TOO_LONG, ErrorWords
from .portals import PORTALS
from .unreviewed import in_html

if TYPE_CHECKING:
    from django.http import HttpRequest

PAGE = "ui/error.html"


def plain(
    words: ErrorWords,
    status: int,
    *,
    retry_after: int = 0,
    typed: Sequence[str] = (),
    page_before: str = "",
) -> HttpResponse:
    """The page alone: nothing is asked of the request, nor of the database.

    It says when to come again (seconds; 0: not said), gives back what was `typed`, and leads to
    the page with the form.
    """
    context = {"JURISDICTION": JURISDICTION, "portal": PORTALS[""]} | _told(words)
    context |= {"typed": typed, "page_before": page_before}
    response = HttpResponse(in_html(render_to_string(PAGE, context)), status=status)
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _page(request: "HttpRequest", words: ErrorWords, status: int) -> HttpResponse:
    """Some requests are refused before anybody knows who sent them, as one for another host is."""
    if not hasattr(request, "user"):
        return plain(words, status)
    return render(request, PAGE, _told(words), status=status)


def _told(words: ErrorWords) -> dict[str, object]:
    """The words, and the number by which state IT finds the request in the log."""
    return {"error": words, "number": tracing.number.get(), "typed": (), "page_before": ""}


def _handler(words: ErrorWords, status: int) -> Callable[..., HttpResponse]:
    """Return what Django calls with the request and with what it knows of the reason."""

    @login_not_required
    def handle(request: "HttpRequest", *_args: object, **_reason: object) -> HttpResponse:
        return _page(request, words, status)

    return handle


bad_request = _handler(NOT_UNDERSTOOD, 400)
forbidden = _handler(NO_ACCESS, 403)
not_found = _handler(NO_PAGE, 404)
csrf_failure = _handler(OPEN_TOO_LONG, 403)


def not_allowed(request: "HttpRequest") -> HttpResponse:
    """405: a form's address was opened as if it were a page."""
    return _page(request, NO_FORM_SENT, 405)
