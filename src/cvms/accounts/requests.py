"""The types of requests: what our middleware adds, and that somebody has signed in."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from .models import User


class Request(HttpRequest):
    """Any request that has come past the middleware."""

    htmx: HtmxDetails


class SignedIn(Request):
    """A request to a page for people with an account, which the access rules let through."""

    user: User
