"""Hold a worker in the middle of its work for as long as a test needs."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

LOCK = 4711
HOLD = """
CREATE SEQUENCE held;
CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF nextval('held') >= {nth} THEN PERFORM pg_advisory_xact_lock_shared({lock}); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER hold AFTER INSERT ON {table} FOR EACH STATEMENT EXECUTE FUNCTION hold();
"""
WAITING = """
SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
WHERE datname = current_database() AND locktype = 'advisory' AND objid = %s AND NOT granted
"""


@contextmanager
def held(table: str, *, nth: int = 1) -> Iterator[None]:
    """From the `nth` INSERT into the table on, transactions wait until `let_go` is called."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD.format(table=table, nth=nth, lock=LOCK))
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock_all()")
            cursor.execute("DROP FUNCTION hold CASCADE")
            cursor.execute("DROP SEQUENCE held")


def somebody_waits() -> bool:
    """Return whether a worker is held; other databases of the server have locks of their own."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [LOCK])
        return cursor.fetchone()[0] > 0


def let_go() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
