"""A process of `cvms run` that dies is started again; one that cannot start is given up."""

import os
import signal
import subprocess
import sys

from tests.chaos.waiting import until
from tests.processes import is_alive

KEEP = """
import sys
from cvms.local import keeping
keeping.PAUSE = 0
sys.exit(keeping.main())
"""
IS_KILLED = """
import os, pathlib, signal, sys
runs = pathlib.Path(sys.argv[1])
runs.write_text(runs.read_text() + "x")
if len(runs.read_text()) < 5:
    os.kill(os.getpid(), signal.SIGKILL)
os.killpg(0, signal.SIGTERM)
"""
GOES_ON = """
import os, pathlib, sys, time
pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))
while True:
    time.sleep(60)
"""


def _keep(*command, **more):
    words = [sys.executable, "-c", KEEP, sys.executable, "-c", *command]
    return subprocess.Popen(
        words, stdout=subprocess.PIPE, text=True, start_new_session=True, env=os.environ | more
    )


def test_a_killed_process_is_restarted_however_soon_and_often(tmp_path):
    runs = tmp_path / "runs"
    runs.write_text("")

    said, _ = _keep(IS_KILLED, str(runs)).communicate(timeout=60)

    assert runs.read_text() == "xxxxx"
    assert said.count("It ended with status -9 and is started again.") == 4


def test_a_process_that_ends_at_once_is_retried_then_its_status_is_passed_on():
    kept = _keep("raise SystemExit(7)")
    said, _ = kept.communicate(timeout=60)

    assert kept.returncode == 7
    assert said.count("It ended with status 7 and is started again.") == 2


def test_no_process_outlives_its_keeper(tmp_path):
    kept = _keep(GOES_ON, str(tmp_path / "pid"))
    until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text() != "")
    child = int((tmp_path / "pid").read_text())

    kept.kill()
    kept.communicate()

    until(lambda: not is_alive(child))


def test_no_process_outlives_its_run(tmp_path):
    run = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    kept = _keep(GOES_ON, str(tmp_path / "pid"), CVMS_RUN_PID=str(run.pid))
    until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text() != "")

    run.send_signal(signal.SIGKILL)
    run.communicate()
    kept.communicate(timeout=60)

    assert not is_alive(int((tmp_path / "pid").read_text()))
