"""`cvms migrate` refuses a database that cannot hold, or does not find, every name."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from cvms.it_admin.checks import letters
from tests.databases import PREFIX
from tests.processes import PYTHONPATH, database_url

pytestmark = pytest.mark.django_db(transaction=True)
NAME = f"{PREFIX}{os.getpid()}_letters"


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("ENCODING 'LATIN1' LOCALE 'C'", "The database's encoding is LATIN1"),
        ("ENCODING 'UTF8' LOCALE 'C'", "does not know capital letters"),
    ],
)
def test_an_unsuitable_database_is_refused_with_an_explanation(kind, says):
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {NAME} TEMPLATE template0 LOCALE_PROVIDER libc {kind}")
    try:
        address = make_conninfo(database_url(), dbname=NAME)
        ran = subprocess.run(
            [Path(sys.executable).parent / "cvms", "migrate"],
            env=os.environ | {"DATABASE_URL": address, "PYTHONPATH": PYTHONPATH},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {NAME} WITH (FORCE)")

    assert ran.returncode == 1
    assert says in ran.stderr
    assert "Make the database anew" in ran.stderr
    assert "Applying" not in ran.stdout


def test_the_tests_database_is_suitable():
    assert letters() == ("UTF8", True)
