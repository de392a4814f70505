"""A database that cannot be reached for a while: known when it is met, and waited for."""

import logging
import time
from collections.abc import Iterator

import psycopg
from django.db import DatabaseError, connection
from psycopg_pool import PoolTimeout

logger = logging.getLogger(__name__)

# SQLSTATE: classes of connections and of resources that are used up; a server that is stopping,
# starting or has cut us off; and one that is a standby and takes nothing.
_AWAY = {"08", "53"}
_GOING = {"57P01", "57P02", "57P03", "57P05", "25006"}
PAUSES = (0.5, 1, 2, 4, 8, 15)  # seconds between one try and the next; the last goes on


def is_outage(error: BaseException | None) -> bool:
    """Whether an error says that the database is away, rather than that a statement is wrong."""
    return any(map(_says_away, causes(error)))


def _says_away(error: BaseException) -> bool:
    if isinstance(error, (psycopg.InterfaceError, PoolTimeout)):
        return True
    if not isinstance(error, psycopg.Error):
        return False
    state = error.sqlstate or ("" if isinstance(error, psycopg.OperationalError) else "?")
    return state == "" or state[:2] in _AWAY or state in _GOING


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield the error and what it came from, the outermost first, each once.

    They may form a circle: a driver's error that is unwrapped and raised again has been met before.
    """
    met: set[int] = set()
    while error is not None and id(error) not in met:
        met.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def wait_for_database() -> None:
    """Return when the database answers and has the jobs' tables.

    Says so in one line when it begins to wait, and in another when that is over.
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
    """Return whether a worker could begin; over a connection of its own."""
    connection.close()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM procrastinate_workers LIMIT 1")
    except DatabaseError:
        return False
    finally:
        connection.close()
    return True
