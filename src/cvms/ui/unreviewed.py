"""Marks sentences without a reviewed translation as English in pages of another language.

Their catalog has the English text between two marks (`cvms.local.catalogues`). For screen readers,
the marks become an element with `lang="en"`. Where HTML allows no element, such as in attributes,
titles, options and plain text, the marks are removed.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

START, END = "\ue010", "\ue011"  # Unicode's private use area: people's texts do not have them
_SIGNS = (START.encode(), END.encode(), b"\\ue01")  # the marks in UTF-8, and as escapes in JSON
OPENING, CLOSING = '<span lang="en" dir="ltr">', "</span>"
_MARKS = re.compile(rf"[{START}{END}]|\\ue01[01]")  # JSON has them as escapes
_NO_ELEMENT = re.compile(  # elements that allow no element inside, and tags
    r"(?is)<(title|option|textarea|script|style)\b.*?</\1\s*>|<(?:\"[^\"]*\"|'[^']*'|[^'\">])*>"
)


def mark(english: str) -> str:
    """Return an English sentence between marks, as a catalog has it without a translation."""
    return f"{START}{english}{END}"


def bare(text: str) -> str:
    """Return a text without its marks."""
    return _MARKS.sub("", text)


def in_html(page: str) -> str:
    """Return HTML with the marks replaced by elements with `lang="en"`, or removed."""
    if START not in page and START.encode("ascii", "backslashreplace").decode() not in page:
        return page
    parts, at = [], 0
    for other in _NO_ELEMENT.finditer(page):
        parts += [_elements(page[at : other.start()]), bare(other[0])]
        at = other.end()
    return "".join([*parts, _elements(page[at:])])


def _may_hold_marks(response: "HttpResponse") -> bool:
    """Return False if a response has no marks; most have none and need not be decoded."""
    return response.charset.lower() != "utf-8" or any(sign in response.content for sign in _SIGNS)


def _elements(text: str) -> str:
    return text.replace(START, OPENING).replace(END, CLOSING)


class MarkEnglishMiddleware:
    """Replaces the marks in every response that is text."""

    def __init__(self, get_response: "Callable[[HttpRequest], HttpResponse]") -> None:
        """Store the next middleware."""
        self.get_response = get_response

    def __call__(self, request: "HttpRequest") -> "HttpResponse":
        """Get the response and replace its marks."""
        response = self.get_response(request)
        kind = response.headers.get("Content-Type", "")
        is_text = not response.streaming and kind.startswith(("text/", "application/json"))
        if is_text and _may_hold_marks(response):
            change = in_html if kind.startswith("text/html") else bare
            content = response.content.decode(response.charset)
            response.content = change(content).encode(response.charset)
        return response
