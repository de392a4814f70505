"""What people see when something is refused or breaks: what happened, and what to do."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from cvms import tracing
from cvms.jurisdiction.profile import JURISDICTION

from .portals import PORTALS

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

PAGE = "ui/error.html"


@dataclass(frozen=True, slots=True)
class Mishap:
    """The words of one error page: its heading, what happened, and what to do next."""

    heading: "_StrPromise"
    happened: "_StrPromise"
    next: "_StrPromise"


NOT_UNDERSTOOD = Mishap(
    _("The request could not be read"),
    _(
        "Something in the address or the form was not in a form this site understands. "
        "Nothing was saved."
    ),
    _("Go back, reload the page, and try again."),
)
NO_ACCESS = Mishap(
    _("You do not have access to this page"),
    _("You may be signed in with a different account than the one this page is for."),
    _(
        "Sign out, then sign in with the account you need. Your invitation email shows its "
        "username."
    ),
)
NO_PAGE = Mishap(
    _("Page not found"),
    _("There is no page at this address. It may have been moved, or the link may be incomplete."),
    _("Check the address, or start from the home page."),
)
NO_FORM_SENT = Mishap(
    _("There is nothing to show at this address"),
    _("This address only takes what a form sends, and it was opened or reloaded without one."),
    _("Go back to the page with the form, or start from the home page."),
)
OPEN_TOO_LONG = Mishap(
    _("This page was open for too long"),
    _(
        "This page was open for too long, or you signed in or out in another tab. "
        "Nothing was saved."
    ),
    _("Go back, reload the page, and send the form again."),
)
BROKEN = Mishap(
    _("Something went wrong on our side"),
    _(
        "The page could not be shown because of an error in this system. "
        "Your last step may not have been saved."
    ),
    _("Wait a minute, go back, and check before you try again."),
)


def plain(mishap: Mishap, status: int) -> HttpResponse:
    """The page alone: nothing is asked of the request, nor of the database."""
    context = {"JURISDICTION": JURISDICTION, "portal": PORTALS[""]} | _told(mishap)
    return HttpResponse(render_to_string(PAGE, context), status=status)


def _page(request: "HttpRequest", mishap: Mishap, status: int) -> HttpResponse:
    """Some requests are refused before anybody knows who sent them, as one for another host is."""
    if not hasattr(request, "user"):
        return plain(mishap, status)
    return render(request, PAGE, _told(mishap), status=status)


def _told(mishap: Mishap) -> dict[str, object]:
    """The words, and the number by which state IT finds the request in the log."""
    return {"mishap": mishap, "number": tracing.number.get()}


@login_not_required
def bad_request(request: "HttpRequest", exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """400: the request could not be understood."""
    return _page(request, NOT_UNDERSTOOD, 400)


@login_not_required
def forbidden(request: "HttpRequest", exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """403: the person may not see this."""
    return _page(request, NO_ACCESS, 403)


@login_not_required
def not_found(request: "HttpRequest", exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404: there is no such page."""
    return _page(request, NO_PAGE, 404)


def not_allowed(request: "HttpRequest") -> HttpResponse:
    """405: a form's address was opened as if it were a page."""
    return _page(request, NO_FORM_SENT, 405)


@login_not_required
def csrf_failure(request: "HttpRequest", reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403: the form is not from this session, mostly because the page was open for too long."""
    return _page(request, OPEN_TOO_LONG, 403)
