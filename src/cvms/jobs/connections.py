"""Close old and broken database connections in workers, around each job."""

from collections.abc import Callable
from typing import Any

from django.db import close_old_connections


def fresh_connections(call_next: Callable[[], Any], _context: Any, _worker: Any) -> Any:
    """Do around a job what Django does around a request, because worker threads live long."""
    close_old_connections()
    try:
        return call_next()
    finally:
        close_old_connections()
