"""Runs one process of the Procfile and starts it again when it dies, as a server's supervisor does.

One that ends by itself again and again within its first seconds will not get better: its status is
passed on. One that is killed is started again however often that happens.
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
PAUSE = 1.0  # second before another try of one that ended too soon
RUN = "CVMS_RUN_PID"  # names the process of `cvms run`, without which nothing is to go on
_PR_SET_PDEATHSIG = 1  # prctl(2), Linux
_LIBC = ctypes.CDLL(None)


class Keeper:
    """Keeps one command running until it is told to stop, which the command is told as well:
    both are in one process group, and a signal goes to the group.
    """

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._stopping = False

    def run(self) -> int:
        """The status with which the command ended at last."""
        tries = 0
        while True:
            started = time.monotonic()
            status = subprocess.call(  # noqa: S603 -- the Procfile's own
                self._command, preexec_fn=_end_with_keeper
            )
            early = time.monotonic() - started < TOO_SOON
            tries = tries + 1 if early and status >= 0 else 0
            if self._stopping or tries == TRIES:
                return status
            print(f"It ended with status {status} and is started again.", flush=True)
            if early:
                time.sleep(PAUSE)

    def stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True


def _end_with_keeper() -> None:
    """In the new process: be told to end when the keeper is killed, where the system does that."""
    if sys.platform == "linux":
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _end_with(run: int) -> None:
    """End the group once `cvms run` is gone: killed, it can not say so."""
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
    keeper = Keeper(sys.argv[1:])
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, keeper.stop)
    if run := os.environ.get(RUN):
        threading.Thread(target=_end_with, args=[int(run)], daemon=True).start()
    return keeper.run()


if __name__ == "__main__":
    sys.exit(main())
