"""The product as it runs: a web server, and workers that are processes of their own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.db import connection

from cvms.local import ports
from cvms.local.inbox import Mailbox
from tests.chaos.waiting import until

ROOT = Path(__file__).resolve().parents[1]
PYTHONPATH = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
FIRST_PORT = 18000  # far from those of a product that runs on this machine


@pytest.fixture
def site(live_server: Any, settings: Any) -> str:
    """The address of the product, as people's browsers and letters know it."""
    settings.BASE_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    return live_server.url


@pytest.fixture
def start_worker(
    site: str, mailbox: Mailbox, settings: Any
) -> Iterator[Callable[[], subprocess.Popen]]:
    """Starts a worker process on the test's database; all are stopped at the end."""
    started: list[subprocess.Popen] = []

    def start(**more: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [Path(sys.executable).parent / "cvms", "procrastinate", "worker", "--concurrency", "2"],
            env=os.environ | _environment(site, settings) | more,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def worker(start_worker: Callable[[], subprocess.Popen]) -> subprocess.Popen:
    """One worker that does all there is to do."""
    return start_worker()


@pytest.fixture
def start_server(transactional_db: None) -> Iterator[Callable[..., "Server"]]:
    """Starts the web server as the Procfile does, on the test's database."""
    started: list[Server] = []

    def start(**more: str) -> Server:
        server = Server(more)
        started.append(server)
        server.wait()
        return server

    yield start
    for server in started:
        server.stop()


class Server:
    """A web server with the tests' settings: its port, and the first of its processes."""

    def __init__(self, more: dict[str, str]) -> None:
        self._held = ports.hold(FIRST_PORT)
        self.port = self._held.port
        self.process = subprocess.Popen(
            [Path(sys.executable).parent / "cvms", "serve", "--port", str(self.port)],
            env=os.environ | {"DATABASE_URL": database_url(), "PYTHONPATH": PYTHONPATH} | more,
            start_new_session=True,
        )

    def wait(self) -> None:
        until(lambda: ports.answers(self.port))

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()
        self._held.release()


def _environment(site: str, settings: Any) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "cvms.config.settings",
        "PYTHONPATH": PYTHONPATH,
        "DATABASE_URL": database_url(),
        "CVMS_BASE_URL": site,
        "CVMS_SMTP_HOST": settings.EMAIL_HOST,
        "CVMS_SMTP_PORT": str(settings.EMAIL_PORT),
    }


def database_url() -> str:
    """The test's own database, for another process."""
    database = connection.settings_dict
    host = database.get("HOST") or database.get("OPTIONS", {}).get("host", "")
    user, password = database.get("USER") or "postgres", database.get("PASSWORD") or ""
    port = f":{database['PORT']}" if database.get("PORT") else ""
    where = (
        f"/{database['NAME']}?host={host}"
        if host.startswith("/")
        else f"{host}{port}/{database['NAME']}"
    )
    return f"postgresql://{user}:{password}@{where}"


def is_alive(pid: int) -> bool:
    """Return whether the process runs; a zombie does not."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def children_of(pid: int) -> list[int]:
    """The processes that it has started, and theirs."""
    return [child.pid for child in psutil.Process(pid).children(recursive=True)]
