"""Compresses pages, except those whose compressed length could reveal a secret (BREACH).

An eavesdropper who can put text into a page learns from its compressed length whether the page
contains the same text elsewhere. So a page that may contain both a stranger's text and a secret is
not compressed: any page with a query string, which pages repeat, and the pages of staff and
providers, which show what strangers write. Elsewhere two more defenses apply: the CSRF token is
masked differently in each page, and Django adds a random number of bytes.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.middleware.gzip import GZipMiddleware

from .portals import portal_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

SAFE_PORTALS = frozenset({"", "organization", "recipient"})  # they show nobody else's text


class CompressionMiddleware:
    """Compress HTML with gzip for browsers that accept it; static files never reach this."""

    def __init__(self, get_response: Callable[["HttpRequest"], "HttpResponse"]) -> None:
        """Store the next middleware."""
        self.get_response = get_response
        self._gzip = GZipMiddleware(get_response)

    def __call__(self, request: "HttpRequest") -> "HttpResponseBase":
        """Get the response and compress it if that is safe."""
        response = self.get_response(request)
        if _is_page(response) and _is_safe(request):
            return self._gzip.process_response(request, response)
        return response


def _is_page(response: "HttpResponse") -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")


def _is_safe(request: "HttpRequest") -> bool:
    return not request.META.get("QUERY_STRING") and portal_of(request) in SAFE_PORTALS
