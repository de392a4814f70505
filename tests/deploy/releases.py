"""The release before this one, as it was committed, and the processes of either."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cvms.local import ports
from tests.chaos.waiting import until
from tests.migrations import former_commit
from tests.processes import ROOT, database_url

CVMS = Path(sys.executable).parent / "cvms"
FIRST_PORT = 18900


def former_release(folder: Path) -> Path:
    """The former release's files; skips, with the reason, where this copy has no history."""
    commit = former_commit()
    command = ["git", "archive", commit]
    try:
        packed = subprocess.check_output(command, cwd=ROOT)
    except (subprocess.CalledProcessError, FileNotFoundError):
        pytest.skip(f"the former release ({commit[:7]}) is not in this copy: fetch the history")
    subprocess.run(["tar", "-x", "-C", folder], input=packed, check=True)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    return folder


class Release:
    """A release's web server and workers, on the tests' database and with the tests' settings."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._started: list[subprocess.Popen] = []
        self._held: list[ports.Held] = []

    def serve(self) -> int:
        """Start its web server; its port."""
        held = ports.hold(FIRST_PORT)
        self._held.append(held)
        self._start("serve", "--port", str(held.port))
        until(lambda: ports.answers(held.port))
        return held.port

    def work(self, **env: str) -> None:
        """Start a worker that does everything."""
        self._start("procrastinate", "worker", "--concurrency", "2", **env)

    def python(self, code: str) -> str:
        """What a short program says that runs with its code."""
        command = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
        env = self._environment({})
        return subprocess.check_output(command, env=env, cwd=self.root, text=True)

    def _start(self, *words: str, **env: str) -> None:
        self._started.append(
            subprocess.Popen(
                [CVMS, *words], env=self._environment(env), cwd=self.root, start_new_session=True
            )
        )

    def _environment(self, more: dict[str, str]) -> dict[str, str]:
        own = {
            "DATABASE_URL": database_url(),
            "PYTHONPATH": f"{self.root / 'src'}{os.pathsep}{self.root}",
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        }
        return os.environ | own | more

    def end(self) -> None:
        for process in self._started:
            process.terminate()
        for process in self._started:
            process.wait()
        for held in self._held:
            held.release()
