"""Adds security headers to every response, and a page to empty refusals of a method."""

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
    # Pages contain personal data: neither a proxy nor a shared computer's cache may store them.
    "Cache-Control": "no-store",
}


class SecurityHeadersMiddleware:
    """Adds the headers that a view has not set itself; static files never reach this."""

    def __init__(self, get_response: Callable[["HttpRequest"], "HttpResponse"]) -> None:
        """Store the next middleware."""
        self.get_response = get_response

    def __call__(self, request: "HttpRequest") -> "HttpResponse":
        """Get the response and add the missing headers."""
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class MethodNotAllowedMiddleware:
    """Shows a page to people who open or reload a form's address; Django's response is empty."""

    def __init__(self, get_response: Callable[["HttpRequest"], "HttpResponse"]) -> None:
        """Store the next middleware."""
        self.get_response = get_response

    def __call__(self, request: "HttpRequest") -> "HttpResponse":
        """Replace an empty response of status 405, but keep its header Allow."""
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            allow = response.headers["Allow"]
            response = not_allowed(request)
            response.headers["Allow"] = allow
        return response
