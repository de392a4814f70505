"""Error pages, and the views that Django calls to show them."""

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
    """Render an error page without a request or the database.

    `retry_after`, in seconds, sets the header Retry-After; 0 leaves it out. `typed` are texts of
    the refused form, shown so that they are not lost, and `page_before` is a link to the form.
    """
    context = {"JURISDICTION": JURISDICTION, "portal": PORTALS[""]} | _context(words)
    context |= {"typed": typed, "page_before": page_before}
    response = HttpResponse(in_html(render_to_string(PAGE, context)), status=status)
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _page(request: "HttpRequest", words: ErrorWords, status: int) -> HttpResponse:
    """Render an error page with the portal's menu, if the request has a user.

    A request that an early middleware refuses, such as one for another host, has none.
    """
    if not hasattr(request, "user"):
        return plain(words, status)
    return render(request, PAGE, _context(words), status=status)


def _context(words: ErrorWords) -> dict[str, object]:
    """Return the text, and the number by which state IT finds the request in the log."""
    return {"error": words, "number": tracing.number.get(), "typed": (), "page_before": ""}


def _handler(words: ErrorWords, status: int) -> Callable[..., HttpResponse]:
    """Return an error view, which Django calls with the request and perhaps a reason."""

    @login_not_required
    def handle(request: "HttpRequest", *_args: object, **_reason: object) -> HttpResponse:
        return _page(request, words, status)

    return handle


bad_request = _handler(NOT_UNDERSTOOD, 400)
forbidden = _handler(NO_ACCESS, 403)
not_found = _handler(NO_PAGE, 404)
csrf_failure = _handler(OPEN_TOO_LONG, 403)


def not_allowed(request: "HttpRequest") -> HttpResponse:
    """Return a page with status 405, for a form's address that was opened as a page."""
    return _page(request, NO_FORM_SENT, 405)
