"""Remembers where the request in hand comes from, so that every event can say it."""

from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

where: ContextVar[str | None] = ContextVar("where", default=None)


def client_address(request: HttpRequest) -> str | None:
    """The person's network address: the last hop that a trusted proxy added, else the peer."""
    if settings.TRUST_PROXY:
        forwarded = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()
        return forwarded or None
    return request.META.get("REMOTE_ADDR") or None


class RememberWhere:
    """Sets `where` for the length of one request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = where.set(client_address(request))
        try:
            return self.get_response(request)
        finally:
            where.reset(token)
