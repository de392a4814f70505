"""Answer requests that ended in an exception, with a status that depends on whose fault it is.

A database that is down, full, busy or not migrated gives 503 with Retry-After; input that no form
sends gives 400; everything else is our fault, and gives 500. `logs` writes a line for each.
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
}  # bytes that are not text; a number or date out of range
SOON, LATER = 5, 30  # seconds


@login_not_required
def server_error(_request: "HttpRequest") -> "HttpResponse":
    """Return the response for the current exception, without using the database."""
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
    """Return whether psycopg refused a NUL in a text."""
    return any(isinstance(one, django.db.DataError) and "NUL" in str(one) for one in causes(error))
