"""Two rounds of `make chaos`."""

import os
import subprocess
import sys

import pytest

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(1200)]


def test_nothing_is_lost_and_nothing_done_twice_whatever_is_killed():
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    run = subprocess.run(
        [sys.executable, "-m", "tests.chaos.rounds", "2"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr[-3000:]
    assert run.stdout.count("holds") == 2
