"""Build Django's database settings from a URL, with limits for each connection.

A client that disappears or idles while it holds a lock blocks others. A machine that loses power
does not close its connections, and TCP by itself notices only after hours. A parallel query takes
processes from other queries, and starting them takes longer (20 ms) than the queries of a page.
"""

from typing import Any

from environs import EnvError
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

# Keepalive for libpq and, within `options`, for the server, which probes its client likewise.
_IDLE, _INTERVAL, _COUNT = 30, 10, 3  # after 30 s of silence 3 probes, one every 10 s: 60 s
_SILENT_MS = 1000 * (_IDLE + _INTERVAL * _COUNT)  # for data that is not acknowledged
_CONNECT_SECONDS = 5  # for each host


def database(
    address: str, *, lock_seconds: int, idle_seconds: int, pooled: bool = False
) -> dict[str, Any]:
    """Return Django's settings for a URL or `host=... dbname=...`, with one host or several.

    A statement that waits for a lock ends after `lock_seconds`, and an idle transaction after
    `idle_seconds`. With `pooled`, a pool gives each transaction another connection. A session's
    limits would then leak to other clients, so the role must have them; and cursors must not
    outlive their transaction. Raises EnvError, without the address, if it cannot be parsed.
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
    own = given.pop("options", "")  # comes last, and so takes precedence
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
