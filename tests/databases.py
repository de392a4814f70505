"""Give every process of every run a database of its own, so that runs do not disturb each other."""

import os
import re

import psycopg
from django.db.backends.utils import CursorWrapper
from psycopg import sql

PREFIX = "test_cvms_"
LONGEST_WAIT = 10_000  # milliseconds


def name_of_this_process() -> str:
    """Return a name that no other process on this machine uses."""
    return f"{PREFIX}{os.getpid()}"


def drop_abandoned(server: str) -> None:
    """Drop what killed runs left on the server, whose processes must all be of this machine."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [PREFIX])
        names = connection.execute("SELECT datname FROM pg_database").fetchall()
        for (name,) in names:
            if (found := re.match(rf"{PREFIX}(\d+)", name)) and not _runs(int(found[1])):
                drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
                connection.execute(drop)


def end_idle_sessions(cursor: CursorWrapper) -> None:
    """End the database's other sessions that wait for a query, before it is dropped.

    The site's thread keeps one for the next request of its browser, and not every browser has
    hung up when the last test ends. A session at work stays, and fails the drop.
    """
    cursor.execute(
        "SELECT pg_terminate_backend(pid, %s) FROM pg_stat_activity"
        " WHERE datname = current_database() AND state = 'idle' AND pid <> pg_backend_pid()",
        [LONGEST_WAIT],
    )


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        return True
    return True
