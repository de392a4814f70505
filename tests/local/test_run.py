"""`cvms run` as a newcomer starts it restarts what dies, and leaves nothing behind."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

import psutil
import pytest

from tests.chaos.waiting import until
from tests.processes import children_of

pytestmark = pytest.mark.chaos
KEEP = {"PATH", "HOME", "LANG", "TMPDIR"}  # what a newcomer's shell has


@pytest.fixture
def start():
    """Starts the product on a folder of its own; it is killed at the end if it still runs."""
    started = []

    def begin():
        var = Path(tempfile.mkdtemp(prefix="cvms-run-"))  # pytest's own are for its user alone
        var.chmod(0o755)
        log = var / "said.txt"
        with log.open("w") as said:
            process = subprocess.Popen(
                [Path(sys.executable).parent / "cvms", "run"],
                env={k: v for k, v in os.environ.items() if k in KEEP} | {"CVMS_VAR": str(var)},
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        process.var, process.said = var, log.read_text
        started.append(process)
        return process

    yield begin
    for process in started:
        for pid in (*_safely(children_of, process.pid), process.pid):
            _safely(os.kill, pid, signal.SIGKILL)
        process.wait()
        shutil.rmtree(process.var)


def _safely(act, *given):
    try:
        return act(*given)
    except (ProcessLookupError, psutil.NoSuchProcess):
        return []


def address(process):
    """Where its portal is, once it says so."""
    found = re.compile(r"Portal +(\S+)")
    until(lambda: found.search(process.said()) or process.poll() is not None)
    return found.search(process.said()).group(1)


def is_well(site):
    try:
        with urllib.request.urlopen(f"{site}/healthz", timeout=10) as answer:
            return answer.status == 200
    except OSError:
        return False


def postmaster(var):
    file = next(var.glob("postgres*/postmaster.pid"), None)
    return int(file.read_text().splitlines()[0]) if file else None


def test_cvms_run_restarts_what_is_killed_and_leaves_nothing_running(start):
    # Given two that are started at the same moment
    first, second = start(), start()
    sites = {address(first), address(second)}
    assert len(sites) == 2
    site = address(first)
    assert is_well(site)
    assert (first.var / "static").is_dir()  # with the rest of its data

    # When the web server's first process and then the whole database are killed
    for pid in children_of(first.pid):
        words = _safely(psutil.Process(pid).cmdline)
        if "granian" in words and "cvms.config.asgi:application" in words:
            os.kill(pid, signal.SIGKILL)
            break
    until(lambda: "It ended with status -9 and is started again." in first.said())
    until(lambda: is_well(site))
    before = postmaster(first.var)
    os.kill(before, signal.SIGKILL)
    until(lambda: postmaster(first.var) not in (None, before))
    until(lambda: is_well(site))

    # Then Ctrl-C ends it with all of its processes, and the database that was started anew
    for one in (first, second):
        everybody = [*children_of(one.pid), postmaster(one.var)]
        os.killpg(one.pid, signal.SIGINT)
        one.wait(timeout=150)
        assert one.returncode in (0, 130)
        until(lambda everybody=everybody: not any(map(psutil.pid_exists, everybody)))
