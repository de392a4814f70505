"""Two runs of the suite in one checkout do not disturb each other."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import connection

from tests.chaos.holding import LOCK, somebody_waits
from tests.chaos.waiting import until
from tests.databases import PREFIX, drop_abandoned, end_idle_sessions, name_of_this_process

NAMES = "from tests.databases import name_of_this_process; print(name_of_this_process())"


@pytest.fixture
def server(db: None) -> str:
    """The maintenance database of the server that this test runs on."""
    info = connection.connection.info
    return psycopg.conninfo.make_conninfo(
        info.dsn, dbname="postgres", password=info.password, connect_timeout=10
    )


@pytest.fixture
def beside(server: str) -> Iterator[psycopg.Connection]:
    """Another session in this test's database."""
    name = connection.settings_dict["NAME"]
    where = psycopg.conninfo.make_conninfo(server, dbname=name)
    with psycopg.connect(where, autocommit=True) as session:
        yield session


@pytest.fixture
def abandoned(server: str) -> Iterator[str]:
    """A database of a process that has ended."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    name = f"{PREFIX}{ended.pid}_gw0"
    with psycopg.connect(server, autocommit=True) as session:
        session.execute(f"CREATE DATABASE {name}")
        yield name
        session.execute(f"DROP DATABASE IF EXISTS {name}")


def test_each_process_has_a_database_of_its_own() -> None:
    command = [sys.executable, "-c", NAMES]
    other = subprocess.check_output(command, text=True)

    assert other.strip() != name_of_this_process()
    assert str(os.getpid()) in name_of_this_process()


def test_what_a_killed_run_left_is_dropped_and_what_is_in_use_is_not(
    server: str, abandoned: str
) -> None:
    drop_abandoned(server)

    with psycopg.connect(server) as session:
        left = {name for (name,) in session.execute("SELECT datname FROM pg_database")}
    assert abandoned not in left
    assert connection.settings_dict["NAME"] in left


def test_a_session_that_a_browser_left_is_ended(beside: psycopg.Connection) -> None:
    beside.execute("SELECT 1")

    with connection.cursor() as cursor:
        end_idle_sessions(cursor)

    with pytest.raises(psycopg.errors.AdminShutdown):
        beside.execute("SELECT 1")


def test_a_session_at_work_is_not_ended(beside: psycopg.Connection) -> None:
    beside.execute("BEGIN")

    with connection.cursor() as cursor:
        end_idle_sessions(cursor)

    beside.execute("COMMIT")


def test_a_worker_held_in_another_database_is_not_taken_for_this_ones(server: str) -> None:
    with (
        ThreadPoolExecutor(1) as pool,
        psycopg.connect(server, autocommit=True) as other,
        psycopg.connect(server, autocommit=True) as looking,
    ):
        with psycopg.connect(server, autocommit=True) as first:
            first.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            waiting = pool.submit(other.execute, "SELECT pg_advisory_lock(%s)", [LOCK])
            until(lambda: _waits(looking, other))

            assert not somebody_waits()
        waiting.result()


def _waits(looking: psycopg.Connection, other: psycopg.Connection) -> bool:
    asked = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid = %s"
    return looking.execute(asked, [other.info.backend_pid]).fetchone() == (1,)
