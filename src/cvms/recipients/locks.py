"""Loading people and erasing a person exclude each other (docs/adr/0011-locks.md).

A load may be about to write down that it knows a person; an erasure that ran meanwhile would not
see it. Loads share an advisory lock of PostgreSQL, and an erasure holds it alone. Both take it
before they lock any row, and both give it back when their transaction ends.
"""

from django.db import connection

_LOADING = 6_742_001  # this product's number for the lock; nothing else uses it


def wait_for_erasures() -> None:
    """Called first in a transaction that loads people or keeps rows about them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_LOADING])


def wait_for_loads() -> None:
    """Called first in a transaction that erases a person."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOADING])
