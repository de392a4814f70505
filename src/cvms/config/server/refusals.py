"""What the web process answers to a request that no page ever sees."""

from enum import Enum
from http import HTTPStatus
from io import BytesIO

from django.core.handlers.wsgi import WSGIRequest
from django.utils import translation

from cvms import tracing
from cvms.config import mishaps
from cvms.ui.errors import BROKEN
from cvms.ui.middleware import HEADERS

from .answer import Answer
from .environ import Environ


class Refusal(Enum):
    """Each is the words, the status, and the seconds after which to try again (0: not said)."""

    TOO_SLOW = (mishaps.TOO_SLOW, HTTPStatus.REQUEST_TIMEOUT, 0)
    TOO_LARGE = (mishaps.TOO_LARGE, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, 0)
    BUSY = (mishaps.BUSY, HTTPStatus.SERVICE_UNAVAILABLE, 10)
    NO_ROOM = (mishaps.UNAVAILABLE, HTTPStatus.SERVICE_UNAVAILABLE, 60)
    FAULT = (BROKEN, HTTPStatus.INTERNAL_SERVER_ERROR, 0)

    def error(self) -> "Refused":
        """Return what to raise where the reason is found."""
        return Refused(self)


class Refused(Exception):  # noqa: N818 -- it is an answer rather than a fault
    """Carries a refusal to the gate, which answers with it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.name)
        self.refusal = refusal


def answer_of(refusal: Refusal, environ: Environ, number: str) -> Answer:
    """Return its page, in the language that the browser asks for; the connection ends with it."""
    mishap, status, seconds = refusal.value
    language = translation.get_language_from_request(WSGIRequest(environ))
    token = tracing.number.set(number)
    with translation.override(language):
        page = mishaps.page(mishap, status, retry_after=seconds)
    tracing.number.reset(token)
    page.headers[tracing.HEADER] = number
    headers = HEADERS | {"Content-Language": language, "Connection": "close"} | dict(page.headers)
    fields = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
    return Answer(status, fields, BytesIO(page.content))
