"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..access import public
from ..portal_links import portal_links


@require_safe
@public
def home(request: HttpRequest) -> HttpResponse:
    """Show the front page, with a link to each portal."""
    return render(request, "accounts/home.html", {"portals": portal_links()})
