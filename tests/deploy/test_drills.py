"""The drills of docs/recover.md and docs/failover.md, once each, as they are run by hand."""

import json
import os
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from cvms.local import ports

DRILLS = Path(__file__).resolve().parents[2] / "deploy/drills"
pytestmark = [pytest.mark.chaos, pytest.mark.xdist_group("drills")]


@contextmanager
def four_ports():
    """The first of four free ports in a row, kept from other drills on this machine meanwhile."""
    for ticket in range(19400, 19600, 5):
        with ExitStack() as held:
            try:
                held.callback(ports.hold(ticket, tries=1).release)
                for port in range(ticket + 1, ticket + 5):
                    ports.hold(port, tries=1).release()
            except OSError:
                continue
            yield ticket + 1
            return
    raise OSError("no four free ports in a row from 19400 to 19600")


@pytest.fixture
def drill(tmp_path):
    """Runs a drill; what a portal keeps in `var/` would be in `tmp_path`."""

    def run(name, *words, **more):
        env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        with four_ports() as first:
            return subprocess.run(
                [sys.executable, DRILLS / name, "--port", str(first), *words],
                env=env | {"CVMS_VAR": str(tmp_path)} | more,
                capture_output=True,
                text=True,
                check=False,
            )

    return run


def figures_of(ran):
    assert ran.returncode == 0, ran.stdout + ran.stderr[-3000:]
    return json.loads(ran.stdout.splitlines()[-1])


def test_a_standby_takes_over_and_nothing_acknowledged_is_lost(drill):
    [figures] = figures_of(drill("failover.py", "--rounds", "1"))

    assert figures["acknowledged"] >= 20
    assert figures["registered"] >= 6


def test_a_restore_brings_everything_back_and_sends_nothing(drill, tmp_path):
    figures = figures_of(drill("restore.py"))

    assert figures["acknowledged"] >= 10
    assert figures["lost"] == 0
    assert list(tmp_path.iterdir()) == []  # another portal may run from the same copy meanwhile


def test_a_drill_that_cannot_begin_says_why(drill):
    ran = drill("restore.py", CVMS_TIME_ZONE="Nowhere/None")

    assert ran.returncode == 1
    assert "Nowhere/None" in ran.stderr
