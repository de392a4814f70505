"""The lock by which loading people and erasing a person exclude each other.

A load may be about to store rows about a person; an erasure at the same time would not see them.
Loads share a PostgreSQL advisory lock, and an erasure holds it exclusively. So does a correction of
an address, which a load of a list with the former address must see. All take the lock before they
lock any row, and release it when their transaction ends. See docs/adr/0011-locks.md.
"""

from django.db import connection

_LOADING = 6_742_001  # this product's number for the lock; nothing else uses it


def wait_for_erasures() -> None:
    """Take the shared lock; call first in a transaction that loads people or stores their rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_LOADING])


def wait_for_loads() -> None:
    """Take the exclusive lock; call first in a transaction that erases or corrects a person."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOADING])
