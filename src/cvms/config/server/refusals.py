"""What the web process answers to a request that no page ever sees."""

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
    """Each is the words, the status, and the seconds after which to try again (0: not said)."""

    TOO_SLOW = (error_words.TOO_SLOW, HTTPStatus.REQUEST_TIMEOUT, 0)
    TOO_LARGE = (error_words.TOO_LARGE, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, 0)
    BUSY = (error_words.BUSY, HTTPStatus.SERVICE_UNAVAILABLE, 10)
    NO_ROOM = (error_words.UNAVAILABLE, HTTPStatus.SERVICE_UNAVAILABLE, 60)
    FAULT = (error_words.BROKEN, HTTPStatus.INTERNAL_SERVER_ERROR, 0)

    def error(self, body: IO[bytes] | None = None) -> "Refused":
        """Return what to raise where the reason is found."""
        return Refused(self, body)


class Refused(Exception):
    """Carries a refusal to the gate, which answers with it, and what was kept of the body."""

    def __init__(self, refusal: Refusal, body: IO[bytes] | None = None) -> None:
        super().__init__(refusal.name)
        self.refusal = refusal
        self.body = body or BytesIO()


def answer_of(refusal: Refusal, environ: Environ, number: str) -> Answer:
    """Return its page, in the language that the browser asks for; the connection ends with it.

    What was typed is given back, as far as the body in `environ` was kept.
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
