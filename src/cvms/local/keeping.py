"""Runs one process of the Procfile and starts it again when it dies, as a server's supervisor does.

One that ends within its first seconds will not get better by itself: its status is passed on.
"""

import signal
import subprocess
import sys
import time
from types import FrameType

TOO_SOON = 5  # seconds


class Keeper:
    """Keeps one command running until it is told to stop, which the command is told as well:
    both are in one process group, and a signal goes to the group.
    """

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._stopping = False

    def run(self) -> int:
        """The status with which the command ended at last."""
        while True:
            started = time.monotonic()
            status = subprocess.call(self._command)  # noqa: S603 -- the Procfile's own
            if self._stopping or time.monotonic() - started < TOO_SOON:
                return status
            print(f"It ended with status {status} and is started again.", flush=True)

    def stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True


def main() -> int:
    keeper = Keeper(sys.argv[1:])
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, keeper.stop)
    return keeper.run()


if __name__ == "__main__":
    sys.exit(main())
