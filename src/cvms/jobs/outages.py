"""Recognize errors that mean that the database is down, and wait until it is back."""

import logging
import time
from collections.abc import Iterator

import psycopg
from django.db import DatabaseError, connection
from psycopg_pool import PoolTimeout

logger = logging.getLogger(__name__)

# SQLSTATE: the classes of connection errors and exhausted resources; codes of a server that is
# stopping, starting or has disconnected us; and of a standby, which is read-only.
_AWAY = {"08", "53"}
_GOING = {"57P01", "57P02", "57P03", "57P05", "25006"}
PAUSES = (0.5, 1, 2, 4, 8, 15)  # seconds between attempts; the last one repeats


def is_outage(error: BaseException | None) -> bool:
    """Return whether an error means that the database is down, not that a statement is wrong."""
    return any(map(_means_down, causes(error)))


def _means_down(error: BaseException) -> bool:
    if isinstance(error, (psycopg.InterfaceError, PoolTimeout)):
        return True
    if not isinstance(error, psycopg.Error):
        return False
    state = error.sqlstate or ("" if isinstance(error, psycopg.OperationalError) else "?")
    return state == "" or state[:2] in _AWAY or state in _GOING


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield the error and its causes, the outermost first, each once.

    They may form a cycle if a driver's error is unwrapped and raised again.
    """
    met: set[int] = set()
    while error is not None and id(error) not in met:
        met.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def wait_for_database() -> None:
    """Wait until the database answers and has the tables of jobs.

    Log one line when waiting begins, and another when it is over.
    """
    started, tries = time.monotonic(), 0
    while not _is_ready():
        if tries == 0:
            logger.warning("The database cannot be reached or is not migrated yet; waiting for it")
        time.sleep(PAUSES[min(tries, len(PAUSES) - 1)])
        tries += 1
    if tries:
        logger.warning("The database is back after %.0f seconds", time.monotonic() - started)


def _is_ready() -> bool:
    """Return whether a worker could start; use a new connection."""
    connection.close()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM procrastinate_workers LIMIT 1")
    except DatabaseError:
        return False
    finally:
        connection.close()
    return True
