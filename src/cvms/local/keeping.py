"""Supervises one process of the Procfile: starts it again when it ends.

If it ends by itself TRIES times in a row within TOO_SOON seconds, the supervisor gives up and exits
with its status. A process that a signal killed is always started again.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from types import FrameType

TOO_SOON = 5  # seconds
TRIES = 3
PAUSE = 1.0  # seconds before the next try, if it ended too soon
RUN = "CVMS_RUN_PID"  # the variable with the process id of `cvms run`, after which all must end
_PR_SET_PDEATHSIG = 1  # prctl(2), Linux
_LIBC = ctypes.CDLL(None)


class Supervisor:
    """Keeps one command running until a signal stops both.

    They are in one process group, and signals are sent to the group.
    """

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._stopping = False

    def run(self) -> int:
        """Run the command until it is stopped or given up; return its last exit status."""
        tries = 0
        while True:
            started = time.monotonic()
            status = subprocess.call(  # noqa: S603 -- the Procfile's own
                self._command, preexec_fn=_end_with_supervisor
            )
            early = time.monotonic() - started < TOO_SOON
            tries = tries + 1 if early and status >= 0 else 0
            if self._stopping or tries == TRIES:
                return status
            print(f"It ended with status {status} and is started again.", flush=True)
            if early:
                time.sleep(PAUSE)

    def stop(self, _number: int, _frame: FrameType | None) -> None:
        """Do not start the command again; a signal handler."""
        self._stopping = True


def _end_with_supervisor() -> None:
    """Ask Linux to end this new process when the supervisor is killed; elsewhere do nothing."""
    if sys.platform == "linux":
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _end_with(run: int) -> None:
    """End the process group once `cvms run` is gone; if it was killed, it sent no signal."""
    while _is_alive(run):
        time.sleep(1)
    os.killpg(0, signal.SIGTERM)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def main() -> int:
    """Supervise the command in `sys.argv`; return its last exit status."""
    supervisor = Supervisor(sys.argv[1:])
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, supervisor.stop)
    if run := os.environ.get(RUN):
        threading.Thread(target=_end_with, args=[int(run)], daemon=True).start()
    return supervisor.run()


if __name__ == "__main__":
    sys.exit(main())
