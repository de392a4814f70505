"""What every answer gets: headers that keep pages private, and words where there were none."""

from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING

from .errors import not_allowed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), "
    "payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Pages hold personal data: neither a proxy nor a shared computer's Back button may keep them.
    "Cache-Control": "no-store",
}


class PrivatePages:
    """Adds the headers a view has not set itself; static files never come this far."""

    def __init__(self, get_response: Callable[["HttpRequest"], "HttpResponse"]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: "HttpRequest") -> "HttpResponse":
        """Answer, then fill in what is missing."""
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class WordsForRefusals:
    """Gives a page to who opens or reloads the address of a form; Django's own answer is empty."""

    def __init__(self, get_response: Callable[["HttpRequest"], "HttpResponse"]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: "HttpRequest") -> "HttpResponse":
        """Answer; a refusal keeps the header that tells which methods are taken."""
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            allow = response.headers["Allow"]
            response = not_allowed(request)
            response.headers["Allow"] = allow
        return response
