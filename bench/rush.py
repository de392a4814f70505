"""The opening day: many organizations send a full High Volume file at one moment.

Two workers load them while the product's web server answers the page on which a point of contact
waits. The figures are rows a second, from the moment the files are there until the last one is
loaded, and the time within which 19 of 20 pages come meanwhile. At the end, everyone must be there
once, with an invitation to send.
"""

import http.client
import os
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Any

from bench.database import database, environment_of, server
from bench.figures import Figure, at_least, at_most, measures
from bench.serve import free_port, serving
from bench.sizes import scaled

ORGANIZATIONS = scaled(200, least=10)
ROWS = 5_000
WORKERS = 2
TARGET_ROWS, TARGET_MS = 15_000, 300
PAGE = "/organization/bulk-registration/"
_BETWEEN = 0.1  # seconds from an answer to the next request
_PATIENCE = 600  # seconds until everything must be loaded


@measures("rush_rows_per_s", "rush_page_p95_ms")
def measure() -> Iterator[Figure]:
    """Send all files at once, and open a page until they are loaded."""
    with server() as url, database("bench_rush"), ExitStack() as started:
        own = url.replace("/cvms?", "/bench_rush?")
        port, organizations = free_port(), _organizations()
        for worker in range(WORKERS):
            started.enter_context(_working(own, worker))
        started.enter_context(serving(["cvms", "serve", "--port", str(port)], port, own))
        _until(lambda: _asked("SELECT count(*) FROM procrastinate_workers") == WORKERS)
        alone = _Visitor(port, organizations[0])
        quiet = alone.waits(seconds=3)
        seconds, waits = _rush(organizations, alone)
        _check(len(organizations))
    rate, page = len(organizations) * ROWS / seconds, quantiles(waits, n=20)[-1] * 1000
    before = quantiles(quiet, n=20)[-1] * 1000
    print(f"{len(organizations)} files of {ROWS:,}: {seconds:.1f} s, {len(waits)} pages meanwhile")
    yield at_least(
        TARGET_ROWS, "rush_rows_per_s", rate, "rows a second",
        beside=f"{WORKERS} workers and a web server on {os.cpu_count()} processors",
    )  # fmt: skip
    beside = f"before the rush: {before:.0f} ms"
    yield at_most(TARGET_MS, "rush_page_p95_ms", page, "ms", beside=beside)


def _organizations() -> list[Any]:
    from cvms.accounts.permissions import Role  # noqa: PLC0415 -- once Django is set up
    from tests import make  # noqa: PLC0415

    staff = make.user(Role.STATE_STAFF)
    return [make.organization(by=staff) for _ in range(ORGANIZATIONS)]


def _rush(organizations: list[Any], visitor: "_Visitor") -> tuple[float, list[float]]:
    """Receive all files in one commit; return seconds until all are loaded, and of each page."""
    from django.db import transaction  # noqa: PLC0415

    from cvms.uploads.models import Upload  # noqa: PLC0415
    from tests import make  # noqa: PLC0415

    with transaction.atomic():
        for organization in organizations:
            make.upload(organization, _file(), volume=Upload.Volume.HIGH)
    began = time.perf_counter()
    with visitor.meanwhile() as waits:
        _until(lambda: not Upload.objects.under_way().exists())
        return time.perf_counter() - began, waits


def _file() -> bytes:
    from cvms import intake  # noqa: PLC0415

    return intake.people_file(
        (n, f"First{n}", f"Last{n}", f"{uuid.uuid4().hex}@people.example")
        for n in range(1, ROWS + 1)
    )


def _check(files: int) -> None:
    """Check that nothing is lost, and that nobody is there twice."""
    from cvms.mail.models import Message  # noqa: PLC0415
    from cvms.recipients.models import Recipient  # noqa: PLC0415
    from cvms.uploads.models import Upload  # noqa: PLC0415

    assert Upload.objects.filter(state="loaded", loaded=ROWS).count() == files
    assert Recipient.objects.count() == files * ROWS
    assert Message.objects.filter(kind="recipient_invitation").count() == files * ROWS


class _Visitor:
    """A point of contact who opens the page again and again."""

    def __init__(self, port: int, organization: Any) -> None:
        from django.test import Client  # noqa: PLC0415

        from tests import make  # noqa: PLC0415

        browser = Client()
        browser.force_login(make.contact_of(organization))
        cookies = "; ".join(f"{name}={one.value}" for name, one in browser.cookies.items())
        self._port, self._headers = port, {"Cookie": cookies, "Host": "localhost"}

    def waits(self, *, seconds: float) -> list[float]:
        """Open the page for that many seconds; return how long each answer took."""
        with self.meanwhile() as waits:
            time.sleep(seconds)
        return waits

    @contextmanager
    def meanwhile(self) -> Iterator[list[float]]:
        """Open the page while something else goes on; yield a list of how long each answer took."""
        over, waits = threading.Event(), list[float]()
        looking = threading.Thread(target=self._look, args=[over, waits])
        looking.start()
        try:
            yield waits
        finally:
            over.set()
            looking.join()

    def _look(self, over: threading.Event, waits: list[float]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        while not over.wait(_BETWEEN):
            began = time.perf_counter()
            connection.request("GET", PAGE, headers=self._headers)
            answer = connection.getresponse()
            answer.read()
            waits.append(time.perf_counter() - began)
            if answer.status != http.HTTPStatus.OK:
                raise SystemExit(f"{PAGE} answered {answer.status}")
        connection.close()


@contextmanager
def _working(url: str, number: int) -> Iterator[None]:
    words = ["procrastinate", "worker", "--queues", "uploads", "--name", f"rush {number}"]
    process = subprocess.Popen(
        [Path(sys.executable).parent / "cvms", *words],
        env=environment_of(url),
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _asked(statement: str) -> int:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


def _until(true: Any) -> None:
    end = time.monotonic() + _PATIENCE
    while not true():
        if time.monotonic() > end:
            raise SystemExit(f"not done after {_PATIENCE} s")
        time.sleep(0.2)
