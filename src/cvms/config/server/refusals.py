"""Responses of the web process to requests that never reach Django."""

from enum import Enum
from http import HTTPStatus
from io import BytesIO
from typing import IO

from django.core.handlers.wsgi import WSGIRequest
from django.utils import translation

from cvms import tracing
from cvms.ui import error_words
from cvms.ui.errors import plain
from cvms.ui.middleware import HEADERS

from .answer import Answer
from .environ import Environ
from .typed import page_before, words_of


class Refusal(Enum):
    """A reason to refuse: words, status, and seconds for Retry-After (0 for none)."""

    TOO_SLOW = (error_words.TOO_SLOW, HTTPStatus.REQUEST_TIMEOUT, 0)
    TOO_LARGE = (error_words.TOO_LARGE, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, 0)
    BUSY = (error_words.BUSY, HTTPStatus.SERVICE_UNAVAILABLE, 10)
    NO_ROOM = (error_words.UNAVAILABLE, HTTPStatus.SERVICE_UNAVAILABLE, 60)
    FAULT = (error_words.BROKEN, HTTPStatus.INTERNAL_SERVER_ERROR, 0)

    def error(self, body: IO[bytes] | None = None) -> "Refused":
        """Return the exception to raise for this reason."""
        return Refused(self, body)


class Refused(Exception):
    """A request is refused; `body` is what was kept of its body."""

    def __init__(self, refusal: Refusal, body: IO[bytes] | None = None) -> None:
        super().__init__(refusal.name)
        self.refusal = refusal
        self.body = body or BytesIO()


def answer_of(refusal: Refusal, environ: Environ, number: str) -> Answer:
    """Return the response to a refused request, in the browser's language; close the connection.

    The page shows what was typed, as far as the body in `environ` was kept.
    """
    words, status, seconds = refusal.value
    language = translation.get_language_from_request(WSGIRequest(environ))
    token = tracing.number.set(number)
    with translation.override(language):
        page = plain(
            words,
            status,
            retry_after=seconds,
            typed=words_of(environ),
            page_before=page_before(environ),
        )
    tracing.number.reset(token)
    page.headers[tracing.HEADER] = number
    headers = HEADERS | {"Content-Language": language, "Connection": "close"} | dict(page.headers)
    fields = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
    return Answer(status, fields, BytesIO(page.content))
