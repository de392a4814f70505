"""PostgreSQL for measurements: as durable as in production, unlike the tests' own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg

from cvms.local import postgres

ROOT = Path(__file__).resolve().parents[1]
_FOLDER = ROOT / "var" / "bench"
_GIB = 2**30
_SETTINGS = {  # what docs/operate.md recommends; fsync and synchronous_commit stay on
    "shared_buffers": f"{min(4 * _GIB, psutil.virtual_memory().total // 4) // 2**20}MB",
    "max_wal_size": "8GB",
    "wal_compression": "on",
}


@contextmanager
def server() -> Iterator[str]:
    """Start a server with fsync and synchronous_commit on, and set Django up to use it.

    Gives the server's URL, for processes of the product. DATABASE_URL names another server.
    """
    if url := os.environ.get("DATABASE_URL"):
        _set_up_django()
        yield url
        return
    folder = postgres.folder_of(_FOLDER)
    with postgres.running(folder, "cvms") as url:
        _set_up_server(url)
    with postgres.running(folder, "cvms") as url:  # again: memory is given at the start
        os.environ["DATABASE_URL"] = url
        _set_up_django()
        yield url


@contextmanager
def database(name: str) -> Iterator[None]:
    """Make an empty database with the product's tables, Django's default; drop it at the end.

    Django's test environment is not set up: it copies what each template was given, and a page
    would take up to a tenth longer than it does for people.
    """
    from django.db import connection  # noqa: PLC0415 -- once Django is set up

    before = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def environment_of(url: str) -> dict[str, str]:
    """For a process of the product on that database, with these settings."""
    return os.environ | {"DATABASE_URL": url, "PYTHONPATH": str(ROOT)}


def _set_up_server(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for name, value in _SETTINGS.items():
            connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")


def _set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django  # noqa: PLC0415 -- once the settings are named

    django.setup()
