"""`/metrics` for Prometheus: responses and their times by route, and the system's figures.

Routes are reported by name, never as URLs. Each web process counts its own responses, so each has
to be scraped; the figures from the database are the same from all.
"""

import secrets
import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, Counter, Histogram, generate_latest

from cvms.it_admin.figures import Figures

if TYPE_CHECKING:
    from collections.abc import Callable

BUCKETS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
METHODS = {"GET", "HEAD", "POST"}
NONE = "none"  # for URLs without a route, or refused before the route was resolved

answers = Counter("cvms_answers", "Answers of this process", ["route", "method", "status"])
seconds = Histogram(
    "cvms_answer_seconds", "Seconds to an answer", ["route", "method"], buckets=BUCKETS
)
REGISTRY.register(Figures())


class MetricsMiddleware:
    """Count each response and its time under the name of its route."""

    def __init__(self, get_response: "Callable[[HttpRequest], HttpResponse]") -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        route = (match.view_name if match else "") or NONE
        method = request.method if request.method in METHODS else "other"
        seconds.labels(route, method).observe(time.perf_counter() - started)
        answers.labels(route, method, str(response.status_code)).inc()
        return response


@login_not_required
def metrics(request: HttpRequest) -> HttpResponse:
    """Return the metrics to a client with the token; for everybody else the page does not exist."""
    expected = f"Bearer {settings.METRICS_TOKEN}".encode()
    given = request.headers.get("Authorization", "").encode()
    if not settings.METRICS_TOKEN or not secrets.compare_digest(given, expected):
        return HttpResponseNotFound(content_type="text/plain")
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)
