"""Two connections at once: one acts while the other has acted and has not committed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

_WAITING = """
SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE NOT granted AND datname = current_database()
"""


def before_it_commits(first: Callable[[], Any], second: Callable[[], Any]) -> tuple[Any, Any]:
    """Do the first; begin the second on another connection; commit the first once the second has
    either come to its end or waits for a lock. Gives what each returned."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic(), connection.cursor() as cursor:
            done = first()
            other = pool.submit(on_its_own, second)
            while not other.done() and not somebody_waits(cursor):
                continue
        return done, other.result()


def somebody_waits(cursor: CursorWrapper) -> bool:
    """Return whether a session of this database, not of the whole server, waits for a lock."""
    return cursor.execute(_WAITING).fetchone()[0] > 0


def on_its_own(act: Callable[[], Any]) -> Any:
    """Act on the connection of this thread, and close it."""
    try:
        return act()
    finally:
        connection.close()
