"""Middleware that comes before all other: request numbers, probes, and NUL in URLs."""

from typing import TYPE_CHECKING

from django.core.exceptions import BadRequest
from django.urls import resolve

from cvms import tracing

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    Answers = Callable[[HttpRequest], HttpResponse]

PROBES = {"/healthz", "/readyz", "/metrics"}


class RequestNumberMiddleware:
    """Give each request a number, the proxy's or a new one; the response has it in a header."""

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


class ProbeMiddleware:
    """Answer health checks and monitoring of this process, on any host name."""

    def __init__(self, get_response: "Answers") -> None:
        self.get_response = get_response

    def __call__(self, request: "HttpRequest") -> "HttpResponse":
        if request.path_info in PROBES:
            answer: HttpResponse = resolve(request.path_info).func(request)
            return answer
        return self.get_response(request)


class RefuseNulMiddleware:
    """Refuse a URL with a NUL, which PostgreSQL cannot store in text."""

    def __init__(self, get_response: "Answers") -> None:
        self.get_response = get_response

    def __call__(self, request: "HttpRequest") -> "HttpResponse":
        values = (value for _name, given in request.GET.lists() for value in given)
        if any("\0" in text for text in (request.path_info, *request.GET, *values)):
            raise BadRequest("NUL in an address")
        return self.get_response(request)
