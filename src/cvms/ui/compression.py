"""Compresses pages where doing so tells an eavesdropper nothing.

An eavesdropper who can put text into a page learns from its compressed
length whether the page holds the same words elsewhere (the attack named BREACH). So a page is sent
as it is where a stranger's words and a secret may stand side by side: after any query string,
which pages repeat, and on the pages of staff and providers, which show what strangers write.
The token in every form is masked anew for each page, and Django adds bytes of a random number.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.middleware.gzip import GZipMiddleware

from .portals import portal_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

OF_ONES_OWN = frozenset({"", "organization", "recipient"})  # nobody else's words are shown there


class CompressedPages:
    """Compress HTML by gzip for browsers that take it; static files never come this far."""

    def __init__(self, get_response: Callable[["HttpRequest"], "HttpResponse"]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response
        self._gzip = GZipMiddleware(get_response)

    def __call__(self, request: "HttpRequest") -> "HttpResponseBase":
        """Answer, then compress what may be compressed."""
        response = self.get_response(request)
        if _is_page(response) and _tells_nothing(request):
            return self._gzip.process_response(request, response)
        return response


def _is_page(response: "HttpResponse") -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")


def _tells_nothing(request: "HttpRequest") -> bool:
    return not request.META.get("QUERY_STRING") and portal_of(request) in OF_ONES_OWN
