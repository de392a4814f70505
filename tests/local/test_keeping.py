"""A process of `cvms run` that dies is started again; one that cannot start is not, for ever."""

import subprocess
import sys

KEEP = """
import sys
from cvms.local import keeping
keeping.TOO_SOON = {soon}
sys.exit(keeping.main())
"""
DIES_TWICE = """
import os, pathlib, signal, sys
runs = pathlib.Path(sys.argv[1])
runs.write_text(runs.read_text() + "x")
if len(runs.read_text()) < 3:
    os.kill(os.getpid(), signal.SIGKILL)
os.killpg(0, signal.SIGTERM)
"""


def _keep(soon, *command):
    program = [sys.executable, "-c", KEEP.format(soon=soon), sys.executable, "-c", *command]
    return subprocess.run(
        program, capture_output=True, text=True, check=False, timeout=60, start_new_session=True
    )


def test_what_is_killed_is_started_again_until_it_is_told_to_stop(tmp_path):
    runs = tmp_path / "runs"
    runs.write_text("")

    kept = _keep(0, DIES_TWICE, str(runs))

    assert runs.read_text() == "xxx"
    assert kept.stdout.count("It ended with status -9 and is started again.") == 2


def test_what_ends_at_once_passes_its_status_on():
    kept = _keep(1000, "raise SystemExit(7)")

    assert (kept.returncode, kept.stdout) == (7, "")
