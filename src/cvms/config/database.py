"""The database's settings from its address, and what one connection may take from the others.

A client that is gone, or idle, while it holds a lock blocks the others. A machine that loses power
does not close its connections, and TCP alone notices only after hours. A query that is split among
several processes takes them from other queries, and starting them takes longer (20 ms) than what a
page asks for.
"""

from typing import Any

from environs import EnvError
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

# Parameters of libpq and, within `options`, of the server, which asks its client in the same way.
_IDLE, _INTERVAL, _COUNT = 30, 10, 3  # seconds of silence, then so many questions: gone after 60
_SILENT_MS = 1000 * (_IDLE + _INTERVAL * _COUNT)  # nothing that was sent was acknowledged
_CONNECT_SECONDS = 5  # of each host


def database(
    address: str, *, lock_seconds: int, idle_seconds: int, pooled: bool = False
) -> dict[str, Any]:
    """Return Django's settings for a URL or `host=... dbname=...`, of one host or several.

    A statement that waits for a lock ends after `lock_seconds`, a transaction that does nothing
    after `idle_seconds`. Where a pool gives each transaction another connection (`pooled`), a
    session's own limits would stay behind for others: the role has them there, and cursors end
    with their transaction. EnvError, which does not show it, for what is no such address.
    """
    given = _parts(address)
    options = {
        "connect_timeout": _CONNECT_SECONDS,
        "keepalives": 1,
        "keepalives_idle": _IDLE,
        "keepalives_interval": _INTERVAL,
        "keepalives_count": _COUNT,
        "tcp_user_timeout": _SILENT_MS,
    }
    limits = {
        "lock_timeout": f"{lock_seconds}s",
        "idle_in_transaction_session_timeout": f"{idle_seconds}s",
        "max_parallel_workers_per_gather": 0,
        "tcp_keepalives_idle": _IDLE,
        "tcp_keepalives_interval": _INTERVAL,
        "tcp_keepalives_count": _COUNT,
        "tcp_user_timeout": _SILENT_MS,
    }
    settings = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": given.pop("dbname", ""),
        "USER": given.pop("user", ""),
        "PASSWORD": given.pop("password", ""),
        "HOST": given.pop("host", ""),
        "PORT": given.pop("port", ""),
    }
    if pooled:
        return settings | {"OPTIONS": options | given, "DISABLE_SERVER_SIDE_CURSORS": True}
    own = given.pop("options", "")  # what the address says itself stands: the last one counts
    words = " ".join(f"-c {name}={value}" for name, value in limits.items())
    return settings | {"OPTIONS": options | given | {"options": f"{words} {own}".strip()}}


def _parts(address: str) -> dict[str, Any]:
    try:
        return conninfo_to_dict(address)
    except ProgrammingError:
        raise EnvError(
            "DATABASE_URL is not understood. Write postgresql://user:password@host/name, with"
            " signs such as @ and / in the password as %40 and %2F; or host=... dbname=..."
        ) from None
