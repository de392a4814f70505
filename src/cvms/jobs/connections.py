"""Database connections in workers: each job begins and ends with none that is broken or old."""

from collections.abc import Callable
from typing import Any

from django.db import close_old_connections


def fresh_connections(call_next: Callable[[], Any], _context: Any, _worker: Any) -> Any:
    """What Django does around a request, around a job; the worker's threads live for long."""
    close_old_connections()
    try:
        return call_next()
    finally:
        close_old_connections()
