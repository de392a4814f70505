"""Keep secrets and personal data out of the log, and log an outage only once.

A URL contains what strangers wrote, and may contain a link's secret; a database error shows the row
it is about. So the log has routes instead of URLs, and names of constraints and columns instead of
rows. This is done in the handler's filters and formatter, whichever logger a record comes from.
"""

import json
import logging
import re
import threading
import time
from datetime import UTC, datetime
from typing import TypeGuard

import django.db
import psycopg
from django.http import HttpRequest
from django.urls import Resolver404, resolve

from cvms import tracing
from cvms.jobs.outages import causes, is_outage

MOST = 200  # characters of a message about a request, which may contain a stranger's text
FAULT = 500  # the first status that is our fault
UNAVAILABLE = 503
AGAIN_SECONDS = 60  # between two lines about the same outage
UNKNOWN = "an unknown address"

_SECRET = re.compile(r"(?<=/)(?![\w-]+\.py)[\w~:=.-]{30,}")  # no word in a URL is so long


def place_of(request: HttpRequest) -> str:
    """Return the route of a request, without its parameters."""
    match = request.resolver_match
    try:
        return f"/{(match or resolve(request.path_info)).route}"
    except Resolver404:
        return UNKNOWN


class Requests(logging.Filter):
    """Log requests by route; those that are not our fault in one line without a traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if not isinstance(request, HttpRequest):
            return True
        given = record.args if isinstance(record.args, tuple) else ()
        record.args = tuple(place_of(request) if one == request.path else one for one in given)
        status, error = getattr(record, "status_code", FAULT), _error_of(record)
        said = record.getMessage()[:MOST]
        if status == UNAVAILABLE and error:
            said = f"{said}: {_named(error)}"
        if status == UNAVAILABLE or status < FAULT:
            record.exc_info = None
        record.msg, record.args = said, ()
        return True


class Outages(logging.Filter):
    """Log one line a minute while the database is down, however often it is noticed."""

    def __init__(self) -> None:
        super().__init__()
        self._said = -float(AGAIN_SECONDS)
        self._lock = threading.Lock()

    def filter(self, record: logging.LogRecord) -> bool:
        error = _error_of(record)
        if not is_outage(error) and record.name != "psycopg.pool":
            return True
        if not self._is_news():
            return False
        why = f": {_named(error)}" if error else ""
        record.msg, record.args, record.exc_info = f"The database is not there{why}", (), None
        return True

    def _is_news(self) -> bool:
        now = time.monotonic()
        with self._lock:
            if now - self._said < AGAIN_SECONDS:
                return False
            self._said = now
        return True


class SafeFormatter(logging.Formatter):
    """Format records without rows in database errors, and without secrets of links.

    Times are in UTC, and marked so. `number` is that of the request, or of a job's request.
    """

    def formatTime(self, record: logging.LogRecord, _datefmt: str | None = None) -> str:  # noqa: N802
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    def format(self, record: logging.LogRecord) -> str:
        record.number = getattr(record, "number", "") or tracing.number.get() or "-"
        if isinstance(record.args, tuple):
            record.args = tuple(_named(one) if _of_database(one) else one for one in record.args)
        text = super().format(record)
        for error in causes(_error_of(record)):
            if _of_database(error) and str(error):
                text = text.replace(str(error), _named(error))
        return _SECRET.sub("...", text)


class JsonFormatter(SafeFormatter):
    """Format the same as one JSON object per line, for a log collector."""

    def format(self, record: logging.LogRecord) -> str:
        message, _, trace = super().format(record).partition("\n")
        fields = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "request": record.__dict__["number"],
            "message": message,
        }
        return json.dumps(fields | ({"trace": trace} if trace else {}), ensure_ascii=False)


def _error_of(record: logging.LogRecord) -> BaseException | None:
    return record.exc_info[1] if isinstance(record.exc_info, tuple) else None


def _of_database(error: object) -> TypeGuard[psycopg.Error | django.db.Error]:
    return isinstance(error, (psycopg.Error, django.db.Error))


def _named(error: BaseException) -> str:
    """Return a database error by names in the schema; for an invalid statement, its message."""
    origin = next((one for one in causes(error) if isinstance(one, psycopg.Error)), None)
    if origin is None or origin.sqlstate is None:
        return type(error).__name__
    diagnostics = origin.diag
    names = (diagnostics.constraint_name, diagnostics.table_name, diagnostics.column_name)
    words = filter(
        None, (diagnostics.message_primary,) if origin.sqlstate.startswith("42") else names
    )
    return f"{type(origin).__name__} (SQLSTATE {origin.sqlstate}) {' '.join(words)}".rstrip()
