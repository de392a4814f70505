"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..access import public
from ..doors import doors


@public
def home(request: HttpRequest) -> HttpResponse:
    """The front page: a door for each."""
    return render(request, "accounts/home.html", {"doors": doors()})
