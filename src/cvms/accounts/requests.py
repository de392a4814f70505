"""Types of requests, for type hints: with what middleware adds, and with a signed-in user."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from .models import User


class Request(HttpRequest):
    """A request that has passed the middleware."""

    htmx: HtmxDetails


class SignedIn(Request):
    """A request of a signed-in user, which the access rules have let through."""

    user: User
