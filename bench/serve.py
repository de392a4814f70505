"""Whether pages stay as fast behind the gate that reads requests whole.

It asks for the sign-in page from the product's server and from the same granian without the gate
(WSGI, eight threads), in turns: the time within which one browser gets 19 of 20 pages, and how many
pages a second eight browsers get.
"""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

from bench import database
from bench.figures import Figure, at_least, at_most, measures

PAGE = "/organization/sign-in/"
ROUNDS = 9
ALONE, TOGETHER = 120, 60  # requests of a round: of one browser, of each of eight
BROWSERS = 8
PLAIN = ["granian", "--interface", "wsgi", "--blocking-threads", "8", "--no-log"]


@measures("gate_p95_vs_plain", "gate_rate_vs_plain")
def measure() -> Iterator[Figure]:
    """Yield the medians of the rounds' ratios, so that a disturbance affects one round only."""
    with database.server() as url, database.database("bench_serve"), ExitStack() as started:
        own = url.replace("/cvms?", "/bench_serve?")
        gate, plain = free_port(), free_port()
        started.enter_context(serving(["cvms", "serve", "--port", str(gate)], gate, own))
        command = [*PLAIN, "--port", str(plain), "cvms.config.wsgi:application"]
        started.enter_context(serving(command, plain, own))
        rounds = [(_round(gate), _round(plain)) for _ in range(ROUNDS + 1)][1:]  # the first warms
    waits = [ours[0] / theirs[0] for ours, theirs in rounds]
    rates = [ours[1] / theirs[1] for ours, theirs in rounds]
    wait, rate = (statistics.median(theirs[place] for _ours, theirs in rounds) for place in (0, 1))
    yield at_most(
        1.25, "gate_p95_vs_plain", statistics.median(waits), "times",
        beside=f"without the gate: {wait * 1000:.1f} ms",
    )  # fmt: skip
    yield at_least(
        0.85, "gate_rate_vs_plain", statistics.median(rates), "times",
        beside=f"without the gate: {rate:.0f} pages a second",
    )  # fmt: skip


def _round(port: int) -> tuple[float, float]:
    """Return the seconds within which 19 of 20 pages come; pages a second of eight browsers."""
    waits = sorted(_browse(port, ALONE))
    start = time.perf_counter()
    with ThreadPoolExecutor(BROWSERS) as browsers:
        list(browsers.map(lambda _: _browse(port, TOGETHER), range(BROWSERS)))
    return waits[int(ALONE * 0.95)], BROWSERS * TOGETHER / (time.perf_counter() - start)


def _browse(port: int, times: int) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    waits = []
    for _ in range(times):
        start = time.perf_counter()
        connection.request("GET", PAGE)
        answer = connection.getresponse()
        answer.read()
        waits.append(time.perf_counter() - start)
        if answer.status != 200:
            raise SystemExit(f"{PAGE} answered {answer.status}")
    connection.close()
    return waits


@contextmanager
def serving(command: list[str], port: int, url: str) -> Iterator[None]:
    """Start a web server on that port and database; wait until it answers."""
    folder = os.path.dirname(sys.executable)  # noqa: PTH120 -- a word of the PATH
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    env = database.environment_of(url) | {"PATH": path}
    process = subprocess.Popen(command, env=env)
    try:
        while socket.socket().connect_ex(("127.0.0.1", port)):
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
