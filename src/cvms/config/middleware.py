"""What is looked at before anything else of a request."""

from typing import TYPE_CHECKING

from django.core.exceptions import BadRequest
from django.urls import resolve

from cvms import tracing

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    Answers = Callable[[HttpRequest], HttpResponse]

PROBES = {"/healthz", "/readyz", "/metrics"}


class Numbered:
    """Give each request a number: the proxy's own, or a new one. The answer carries it too."""

    def __init__(self, get_response: "Answers") -> None:
        self.get_response = get_response

    def __call__(self, request: "HttpRequest") -> "HttpResponse":
        token = tracing.number.set(tracing.accepted(request.headers.get(tracing.HEADER, "")))
        try:
            response = self.get_response(request)
            response.headers[tracing.HEADER] = tracing.number.get()
        finally:
            tracing.number.reset(token)
        return response


class Probes:
    """Answer health checks and monitoring for this process, on any host name."""

    def __init__(self, get_response: "Answers") -> None:
        self.get_response = get_response

    def __call__(self, request: "HttpRequest") -> "HttpResponse":
        if request.path_info in PROBES:
            answer: HttpResponse = resolve(request.path_info).func(request)
            return answer
        return self.get_response(request)


class Readable:
    """Refuses an address with a NUL, which no text of the database may hold."""

    def __init__(self, get_response: "Answers") -> None:
        self.get_response = get_response

    def __call__(self, request: "HttpRequest") -> "HttpResponse":
        values = (value for _name, given in request.GET.lists() for value in given)
        if any("\0" in text for text in (request.path_info, *request.GET, *values)):
            raise BadRequest("NUL in an address")
        return self.get_response(request)
