"""`cvms run`: runs the whole product on one machine, with the demonstration state."""

import fcntl
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from honcho.environ import parse_procfile
from honcho.manager import Manager

from cvms.jurisdiction.environment import ROOT, VAR

from . import keeping, postgres
from .catalogues import compile_catalogues
from .ports import Held, answers, hold
from .welcome import welcome

KEEP = "exec python -m cvms.local.keeping"
CVMS = str(Path(sys.executable).parent / "cvms")
_held: list[Held] = []  # the ports reserved until this run ends


def run() -> int:
    """Start everything, print its addresses, and stop everything at Ctrl-C; return exit status."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with _database() as url:
            with _alone():
                env = _environment(url)
                _prepare(env)
            return _serve(env)
    except KeyboardInterrupt:
        return 130


@contextmanager
def _alone() -> Iterator[None]:
    """Hold a lock, so that two runs on one folder prepare it one after the other."""
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / "preparing.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _database() -> Iterator[str]:
    """Yield DATABASE_URL if it is set, else start the embedded server and yield its URL."""
    if url := os.environ.get("DATABASE_URL"):
        yield url
        return
    print("Starting PostgreSQL ...", flush=True)
    with postgres.running(postgres.folder_of(VAR), "cvms") as url:
        yield url
        print("Stopping PostgreSQL ...", flush=True)


def _environment(url: str) -> dict[str, str]:
    """Return the processes' environment; variables that are already set are mostly kept."""
    port = _port(int(os.environ.get("PORT", "8000")))
    chosen = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "DATABASE_URL": url,
        "PORT": str(port),
        "SECRET_KEY": _secret_key(),
        "CVMS_DEMONSTRATION": "1",
        keeping.RUN: str(os.getpid()),
        "CVMS_BASE_URL": f"http://localhost:{port}",
        "CVMS_REQUIRE_MFA": "",  # the demonstration's accounts have only a password
        "PYTHONUNBUFFERED": "1",
    }
    if "CVMS_SMTP_HOST" not in os.environ and "CVMS_EMAIL_BACKEND" not in os.environ:
        chosen |= {
            "CVMS_SMTP_HOST": "127.0.0.1",
            "CVMS_SMTP_PORT": str(_port(1025)),
            "CVMS_INBOX_PORT": str(_port(8025)),
        }
    fixed = ("PATH", "PORT", keeping.RUN)
    return os.environ | {
        name: value for name, value in chosen.items() if name in fixed or name not in os.environ
    }


def _port(preferred: int) -> int:
    _held.append(hold(preferred))
    return _held[-1].port


def _announce(env: dict[str, str]) -> None:
    """Print the addresses once the server answers, so that the first click works."""
    while not answers(int(env["PORT"])):
        time.sleep(0.1)
    print(welcome(env), flush=True)


def _secret_key() -> str:
    """Return this machine's secret key, which is made once and kept in a file."""
    path = VAR / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


def _prepare(env: dict[str, str]) -> None:
    compile_catalogues()
    for words in (
        ["migrate", "--verbosity=0"],
        ["createcachetable"],
        ["collectstatic", "--noinput", "--verbosity=0"],
        ["demo"],
    ):
        subprocess.run([CVMS, *words], env=env, check=True)  # noqa: S603 -- our own command


def _serve(env: dict[str, str]) -> int:
    manager = Manager()
    commands = parse_procfile((ROOT / "Procfile").read_text()).processes
    if "CVMS_INBOX_PORT" not in env:
        commands.pop("inbox")
    for name, command in commands.items():
        manager.add_process(name, f"{KEEP} {command}", env=env, cwd=str(ROOT))
    threading.Thread(target=_announce, args=[env], daemon=True).start()
    manager.loop()
    stopped_by_hand = manager.returncode in (130, 143)
    return 0 if stopped_by_hand else manager.returncode
