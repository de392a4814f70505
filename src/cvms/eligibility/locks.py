"""Locks that keep people from being decided by rules that are just being replaced.

A decision holds a shared lock on the rules until it commits. Publishing waits for decisions under
way; so when everyone is decided again, everyone decided before is found.
"""

from django.db import connection

_RULES, _VERSIONS = 7_201_101, 7_201_102  # arbitrary, but the same in every process


def hold_rules() -> None:
    """Keep the rules unchanged until this transaction ends (a shared lock)."""
    _lock("SELECT pg_advisory_xact_lock_shared(%s)")


def change_rules() -> None:
    """Wait for all who hold the rules, and keep others from holding them (an exclusive lock)."""
    _lock("SELECT pg_advisory_xact_lock(%s)")


def name_version() -> None:
    """Let one editor at a time choose an unused version; take it before `change_rules`."""
    _lock("SELECT pg_advisory_xact_lock(%s)", _VERSIONS)


def _lock(statement: str, number: int = _RULES) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [number])
