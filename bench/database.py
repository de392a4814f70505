"""PostgreSQL for measurements: as durable as in production, unlike the tests' own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cvms.local import postgres

_FOLDER = Path(__file__).resolve().parents[1] / "var" / "bench"


@contextmanager
def server() -> Iterator[str]:
    """Start a server with fsync and synchronous_commit on, and set Django up to use it.

    Gives the server's URL, for processes of the product. DATABASE_URL names another server.
    """
    if url := os.environ.get("DATABASE_URL"):
        _set_up_django()
        yield url
        return
    with postgres.running(postgres.folder_of(_FOLDER), "cvms") as url:
        os.environ["DATABASE_URL"] = url
        _set_up_django()
        yield url


@contextmanager
def database(name: str) -> Iterator[None]:
    """Make an empty database with the product's tables, Django's default; drop it at the end."""
    from django.db import connection  # noqa: PLC0415 -- once Django is set up
    from django.test.utils import setup_test_environment, teardown_test_environment  # noqa: PLC0415

    before = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = name
    setup_test_environment()
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)
        teardown_test_environment()


def _set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django  # noqa: PLC0415 -- once the settings are named

    django.setup()
