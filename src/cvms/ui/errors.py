"""What people see when something is refused or breaks: what happened, and what to do."""

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from cvms.config.state import STATE

from .portals import PORTALS

if TYPE_CHECKING:
    from django.http import HttpRequest


@login_not_required
def bad_request(request: "HttpRequest", exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """400: the request could not be understood."""
    return render(request, "ui/errors/400.html", status=400)


@login_not_required
def forbidden(request: "HttpRequest", exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """403: the person may not see this."""
    return render(request, "ui/errors/403.html", status=403)


@login_not_required
def not_found(request: "HttpRequest", exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404: there is no such page."""
    return render(request, "ui/errors/404.html", status=404)


@login_not_required
def csrf_failure(request: "HttpRequest", reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403: the form is not from this session, mostly because the page was open for too long."""
    return render(request, "ui/errors/csrf.html", status=403)


@login_not_required
def server_error(request: "HttpRequest") -> HttpResponse:  # noqa: ARG001
    """500: rendered without the request, since reading who is signed in needs the database."""
    context = {"STATE": STATE, "portal": PORTALS[""]}
    return HttpResponse(render_to_string("ui/errors/500.html", context), status=500)
