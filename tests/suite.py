"""`make test`: every check in turn, the quick ones first. `--lint` stops before the tests."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from tests.browsers import ensure_chromium, ensure_other_engines

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
ENV = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}

LINT = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "templates": ["djlint", "src", "--lint", "--quiet"],
    "scripts and styles": ["npm", "run", "--silent", "lint"],
    "types": ["mypy"],
    "import rules": ["lint-imports", "--no-cache"],
    "waiting": ["python", "-m", "tests.reading"],
}
PYTEST = ["python", "-m", "pytest", "-q", "-rs", "-n"]  # says what it could not test, and why
COVERAGE = ["--cov", "--cov-report="]
TESTS = {
    "migrations": ["python", "-m", "tests.migrations"],
    "unit and integration": [*PYTEST, "2", "-m", "not e2e and not chaos", *COVERAGE],
    "coverage": ["python", "-m", "tests.covered"],
    "killed processes": [*PYTEST, "3", "--dist", "loadgroup", "-m", "chaos"],
    "browsers": [*PYTEST, "2", "--dist", "loadgroup", "-m", "e2e"],
    "fuzz": ["python", "tests/intake/fuzz.py", "--seconds", "30", "--seed", "1"],
}
TOGETHER = {"unit and integration": "killed processes"}  # which often wait


def main() -> int:
    """Run the steps; the first that fails ends it with its name."""
    if "--lint" in sys.argv:
        return run(LINT)
    ensure_chromium()
    ensure_other_engines()
    return run(LINT | TESTS)


def run(steps: Mapping[str, list[str]]) -> int:
    """Run the steps in turn; return the status of the first that fails, or 0."""
    begun: dict[str, Begun] = {}
    try:
        for name, command in steps.items():
            if other := TOGETHER.get(name):
                begun[other] = Begun(steps[other])
            if status := _finish(name, command, begun.pop(name, None)):
                return status
    finally:
        for step in begun.values():
            step.stop()
    return 0


def _finish(name: str, command: list[str], begun: "Begun | None") -> int:
    """Run a step, or wait for it; say how it ended, and return its status."""
    started = time.monotonic()
    print(f"== {name}", flush=True)
    status = (begun or Begun(command, sys.stdout)).end()
    if status:
        print(f"== {name} failed; run it alone with: {' '.join(command)}", flush=True)
    else:
        print(f"== {name}: {time.monotonic() - started:.0f} s", flush=True)
    return status


class Begun:
    """A step under way; without a place for its output, it is kept until the step ends."""

    def __init__(self, command: list[str], output: IO[str] | None = None) -> None:
        """Start the command."""
        self._kept = None if output else tempfile.TemporaryFile("w+")  # noqa: SIM115
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=ENV,
            stdout=output or self._kept,
            stderr=subprocess.STDOUT,
            start_new_session=output is None,
        )

    def end(self) -> int:
        """Wait for the end; return the status."""
        status = self._process.wait()
        if self._kept:
            self._kept.seek(0)
            shutil.copyfileobj(self._kept, sys.stdout)
            self._kept.close()
        return status

    def stop(self) -> None:
        """End it and all that it started; what another step said stays the last of the output.

        Not as Ctrl-C does: what a shell starts in the background ignores that.
        """
        os.killpg(self._process.pid, signal.SIGTERM)
        self._process.wait()
        if self._kept:
            self._kept.close()


if __name__ == "__main__":
    sys.exit(main())
