"""Store the network address of the current request, so that every event can contain it."""

from collections.abc import Callable
from contextvars import ContextVar
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

current_address: ContextVar[str | None] = ContextVar("current_address", default=None)


def client_address(request: HttpRequest) -> str | None:
    """Return the client's network address: what a trusted proxy added last, or the peer.

    Return None if there is none, as behind a socket file, or if the proxy wrote something else.
    """
    if settings.TRUST_PROXY:
        return _address(request.headers.get("X-Forwarded-For", "").split(",")[-1])
    return _address(request.META.get("REMOTE_ADDR", ""))


def _address(text: str) -> str | None:
    """Parse an IP address, which some proxies write with a port, and IPv6 in brackets."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return str(ip_address(text.partition("%")[0]))
    except ValueError:
        return None


class ClientAddressMiddleware:
    """Set `current_address` during a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = current_address.set(client_address(request))
        try:
            return self.get_response(request)
        finally:
            current_address.reset(token)
