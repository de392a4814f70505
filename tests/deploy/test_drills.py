"""The drills of docs/recover.md and docs/failover.md, once each, as they are run by hand."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cvms.local import ports

DRILLS = Path(__file__).resolve().parents[2] / "deploy/drills"
pytestmark = [pytest.mark.chaos, pytest.mark.timeout(900), pytest.mark.xdist_group("drills")]


def drill(name, *words):
    """Run it on four ports in a row, of which the first is free: so one drill at a time."""
    held = ports.hold(19500)
    held.release()
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    ran = subprocess.run(
        [sys.executable, DRILLS / name, "--port", str(held.port), *words],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr[-3000:]
    return json.loads(ran.stdout.splitlines()[-1])


def test_a_standby_takes_over_and_nothing_acknowledged_is_lost():
    [figures] = drill("failover.py", "--rounds", "1")

    assert figures["acknowledged"] >= 20
    assert figures["registered"] >= 6


def test_everything_comes_back_to_the_last_commit_and_writes_to_nobody():
    figures = drill("restore.py")

    assert figures["acknowledged"] >= 10
    assert figures["lost"] == 0
