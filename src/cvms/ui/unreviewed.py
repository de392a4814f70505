"""English in a page of another language: a sentence that nobody has reviewed there.

Its catalogue holds the English between two marks (`cvms.local.catalogues`). The mark says to a
program that reads the page aloud which language it is in, so it becomes an element with `lang`
where one may stand, and goes where none may: in attributes, titles, options, letters of plain text.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

START, END = "\ue010", "\ue011"  # for private use: no text of people's has them
_SIGNS = (START.encode(), END.encode(), b"\\ue01")  # of the marks, in UTF-8 and written out in JSON
OPENING, CLOSING = '<span lang="en" dir="ltr">', "</span>"
_MARKS = re.compile(rf"[{START}{END}]|\\ue01[01]")  # in JSON they are written out
_NO_ELEMENT = re.compile(  # may stand in these, nor in a tag
    r"(?is)<(title|option|textarea|script|style)\b.*?</\1\s*>|<(?:\"[^\"]*\"|'[^']*'|[^'\">])*>"
)


def mark(english: str) -> str:
    """Return a sentence as a catalogue keeps it that has no reviewed translation."""
    return f"{START}{english}{END}"


def bare(text: str) -> str:
    """Return a text without marks."""
    return _MARKS.sub("", text)


def in_html(page: str) -> str:
    """Return a page, or a part of one, that says which of its words are English."""
    if START not in page and START.encode("ascii", "backslashreplace").decode() not in page:
        return page
    parts, at = [], 0
    for other in _NO_ELEMENT.finditer(page):
        parts += [_elements(page[at : other.start()]), bare(other[0])]
        at = other.end()
    return "".join([*parts, _elements(page[at:])])


def _may_hold_marks(response: "HttpResponse") -> bool:
    """Most answers hold none, and are not read as text to find that out."""
    return response.charset.lower() != "utf-8" or any(sign in response.content for sign in _SIGNS)


def _elements(text: str) -> str:
    return text.replace(START, OPENING).replace(END, CLOSING)


class EnglishIsMarked:
    """Does so for every answer that is text."""

    def __init__(self, get_response: "Callable[[HttpRequest], HttpResponse]") -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: "HttpRequest") -> "HttpResponse":
        """Answer, then replace the marks."""
        response = self.get_response(request)
        kind = response.headers.get("Content-Type", "")
        is_text = not response.streaming and kind.startswith(("text/", "application/json"))
        if is_text and _may_hold_marks(response):
            change = in_html if kind.startswith("text/html") else bare
            content = response.content.decode(response.charset)
            response.content = change(content).encode(response.charset)
        return response
