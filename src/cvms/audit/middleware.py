"""Remember the network address of the current request, so that every event can say it."""

from collections.abc import Callable
from contextvars import ContextVar
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

where: ContextVar[str | None] = ContextVar("where", default=None)


def client_address(request: HttpRequest) -> str | None:
    """The person's network address: the last hop that a trusted proxy added, else the peer.

    None where there is none, as behind a socket file, or where a proxy writes something else.
    """
    if settings.TRUST_PROXY:
        return _address(request.headers.get("X-Forwarded-For", "").split(",")[-1])
    return _address(request.META.get("REMOTE_ADDR", ""))


def _address(text: str) -> str | None:
    """One IP address; some proxies write its port behind it, and brackets around IPv6."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return str(ip_address(text.partition("%")[0]))
    except ValueError:
        return None


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
