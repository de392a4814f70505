"""What goes into the log: routes for addresses, names for a database's errors, an outage once.

An address holds what a stranger wrote, and may hold a link's secret; a database's error shows the
row it is about. Neither is ever written, whichever logger it comes from, so all this hangs on the
handler and its formatter.
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

MOST = 200  # characters of a message about a request: a stranger may have written some of it
FAULT = 500  # the first status that is a fault of ours
UNAVAILABLE = 503
AGAIN_SECONDS = 60  # the same outage is said again after so long
UNKNOWN = "an unknown address"

_SECRET = re.compile(r"(?<=/)(?![\w-]+\.py)[\w~:=.-]{30,}")  # no word of an address is so long


def place_of(request: HttpRequest) -> str:
    """Return the route that an address follows, which says the same of each that does."""
    match = request.resolver_match
    try:
        return f"/{(match or resolve(request.path_info)).route}"
    except Resolver404:
        return UNKNOWN


class Requests(logging.Filter):
    """A request is known by its route; what is no fault of ours is one line without a trace."""

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


class Careful(logging.Formatter):
    """Writes errors of the database without the rows they show, and no secret of a link.

    Times are of UTC, and say so. `number` is that of the request, or of the job's request.
    """

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802
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


class Json(Careful):
    """The same as one object a line, for a collector of logs."""

    def format(self, record: logging.LogRecord) -> str:
        message, _, trace = super().format(record).partition("\n")
        told = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "request": record.__dict__["number"],
            "message": message,
        }
        return json.dumps(told | ({"trace": trace} if trace else {}), ensure_ascii=False)


def _error_of(record: logging.LogRecord) -> BaseException | None:
    return record.exc_info[1] if isinstance(record.exc_info, tuple) else None


def _of_database(error: object) -> TypeGuard[psycopg.Error | django.db.Error]:
    return isinstance(error, (psycopg.Error, django.db.Error))


def _named(error: BaseException) -> str:
    """Return what an error is about by the names in the schema; a wrong statement's own words."""
    origin = next((one for one in causes(error) if isinstance(one, psycopg.Error)), None)
    if origin is None or origin.sqlstate is None:
        return type(error).__name__
    told = origin.diag
    names = (told.constraint_name, told.table_name, told.column_name)
    words = filter(None, (told.message_primary,) if origin.sqlstate.startswith("42") else names)
    return f"{type(origin).__name__} (SQLSTATE {origin.sqlstate}) {' '.join(words)}".rstrip()
