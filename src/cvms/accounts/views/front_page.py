"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..access import public
from ..doors import doors


@require_safe
@public
def home(request: HttpRequest) -> HttpResponse:
    """The front page: a way in to each portal."""
    return render(request, "accounts/home.html", {"doors": doors()})
