"""What a request that ended in an exception is answered: whose fault it is decides.

A database that is away, full, busy or not migrated is 503 and a time to come again; what only a
stranger writes is 400. The rest is ours, and 500. `logs` writes a line for each.
"""

import errno
import sys
from typing import TYPE_CHECKING

import django.db
import psycopg
from django.contrib.auth.decorators import login_not_required

from cvms.jobs.outages import causes, is_outage
from cvms.ui import error_words
from cvms.ui.errors import plain

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# SQLSTATE: waited too long for a lock, cancelled, a serialization failure, a deadlock
_BUSY = {"55P03", "57014", "40001", "40P01"}
_NOT_MIGRATED = {"42P01", "42703"}  # no such table, no such column
_NO_TEXT_OR_NUMBER = {
    "22021",
    "22003",
    "22008",
}  # bytes that are no text; a number, a day too large
SOON, LATER = 5, 30  # seconds


@login_not_required
def server_error(_request: "HttpRequest") -> "HttpResponse":
    """Answer for the exception in hand; asks the database for nothing."""
    error = sys.exception()
    states = {one.sqlstate for one in causes(error) if isinstance(one, psycopg.Error)}
    if states & _BUSY:
        return plain(error_words.BUSY, 503, retry_after=SOON)
    if is_outage(error) or states & _NOT_MIGRATED or _is_full(error):
        return plain(error_words.UNAVAILABLE, 503, retry_after=LATER)
    if states & _NO_TEXT_OR_NUMBER or _has_nul(error):
        return plain(error_words.NOT_UNDERSTOOD, 400)
    return plain(error_words.BROKEN, 500)


def _is_full(error: BaseException | None) -> bool:
    return any(isinstance(one, OSError) and one.errno == errno.ENOSPC for one in causes(error))


def _has_nul(error: BaseException | None) -> bool:
    """psycopg refuses a NUL in a text before the server has seen it."""
    return any(isinstance(one, django.db.DataError) and "NUL" in str(one) for one in causes(error))
