"""Rules are read and changed in turns, so that nobody is decided by rules that are replaced.

A decision holds the rules until it is committed; publishing waits for the decisions under way,
and everyone decided before it is found when everyone is decided again.
"""

from django.db import connection

_RULES, _VERSIONS = 7_201_101, 7_201_102  # any numbers, the same in every process


def hold_rules() -> None:
    """Keep the rules as they are until this transaction ends; many do so at once."""
    _lock("SELECT pg_advisory_xact_lock_shared(%s)")


def change_rules() -> None:
    """Wait for those who hold the rules, and keep others from reading them until the end."""
    _lock("SELECT pg_advisory_xact_lock(%s)")


def name_version() -> None:
    """Let one editor at a time find a version that no other has; before the rules are changed."""
    _lock("SELECT pg_advisory_xact_lock(%s)", _VERSIONS)


def _lock(statement: str, number: int = _RULES) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [number])
