"""Checks before `cvms migrate`: refuse a database that would lose or not find people's names."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

ANEW = (
    "Make the database anew, and restore into it what it held: CREATE DATABASE ..."
    " TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8' (from PostgreSQL 17 on,"
    " LOCALE_PROVIDER builtin)."
)


def letters(alias: str = "default") -> tuple[str, bool]:
    """Return the database's encoding, and whether its locale knows capital letters beyond A to Z.

    With an encoding other than UTF8, the second is False.
    """
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT current_setting('server_encoding')")
        (encoding,) = cursor.fetchone()
        if encoding != "UTF8":
            return encoding, False
        cursor.execute("SELECT lower('\u00d1') = '\u00f1'")
        return encoding, cursor.fetchone()[0]


def database_letters(*, databases: Sequence[str] | None = None, **_more: Any) -> list[CheckMessage]:
    """Return errors about the database's encoding and locale.

    Django runs this before it migrates, unless `--skip-checks` is given.
    """
    found: list[CheckMessage] = []
    for alias in databases or ():
        encoding, knows_capitals = letters(alias)
        if encoding != "UTF8":
            says = f"The database's encoding is {encoding}, which cannot hold every name."
            found.append(Error(says, hint=ANEW, id="cvms.E001"))
        elif not knows_capitals:
            says = "The database's locale does not know capital letters, so searches miss names."
            found.append(Error(says, hint=ANEW, id="cvms.E002"))
    return found


def register_checks() -> None:
    """Register the checks under the tag "database"."""
    register(database_letters, Tags.database)
