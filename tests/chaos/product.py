"""The product's processes, each with a keeper as in `cvms run`, on a database of their own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psutil

from cvms.local import keeping, ports
from tests.processes import PYTHONPATH

BIN = Path(sys.executable).parent
LEASE_SECONDS = 6
WORKER = "procrastinate worker --concurrency 2 --queues"
COMMANDS = {"web": "serve --port {port}", "worker": f"{WORKER} uploads", "mailer": f"{WORKER} mail"}


class Product:
    """Its keepers by name, and the port of its pages."""

    def __init__(self, port: int, keepers: dict[str, subprocess.Popen[bytes]]) -> None:
        self.port = port
        self._keepers = keepers

    def first_process(self, name: str) -> psutil.Process | None:
        """Return the process that this keeper runs now; None if there is none."""
        with suppress(psutil.NoSuchProcess, IndexError):
            return psutil.Process(self._keepers[name].pid).children()[0]
        return None

    def send(self, name: str, number: signal.Signals) -> None:
        """Send a signal to the process, if it still runs."""
        process = self.first_process(name)
        with suppress(psutil.NoSuchProcess):
            if process:
                process.send_signal(number)


@contextmanager
def running(database: str, smtp_port: int) -> Iterator[Product]:
    """Start web, worker and mailer; end all of them at the end."""
    held = ports.hold(18900)
    env = os.environ | {
        "DATABASE_URL": database,
        "PYTHONPATH": PYTHONPATH,
        "CVMS_SMTP_HOST": "127.0.0.1",
        "CVMS_SMTP_PORT": str(smtp_port),
        "CVMS_MAIL_LEASE_SECONDS": str(LEASE_SECONDS),
        "CVMS_LOG_LEVEL": "CRITICAL",
        keeping.RUN: str(os.getpid()),  # none outlives us
    }
    with ExitStack() as started:
        keepers = {
            name: started.enter_context(_kept(command.format(port=held.port), env))
            for name, command in COMMANDS.items()
        }
        yield Product(held.port, keepers)
    held.release()


@contextmanager
def _kept(command: str, env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    words = [sys.executable, "-m", "cvms.local.keeping", str(BIN / "cvms"), *command.split()]
    keeper = subprocess.Popen(words, env=env, start_new_session=True, stdout=subprocess.DEVNULL)
    try:
        yield keeper
    finally:
        os.killpg(keeper.pid, signal.SIGCONT)
        os.killpg(keeper.pid, signal.SIGTERM)
        try:
            keeper.wait(timeout=120)
        except subprocess.TimeoutExpired:
            os.killpg(keeper.pid, signal.SIGKILL)
            keeper.wait()
