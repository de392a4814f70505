"""The whole product, started for a measurement and stopped after it."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parents[1]
PASSWORD = "vaccine portal 2021"
CONTACT = "hr@piedmont-plant.example"


@dataclass(frozen=True)
class Product:
    """A running portal: its address and its mail inbox's."""

    site: str
    inbox: str


@contextmanager
def running() -> Iterator[Product]:
    """Run `cvms run` in an empty folder, as a newcomer would."""
    with tempfile.TemporaryDirectory(prefix="cvms-bench-") as var:
        Path(var).chmod(0o755)
        process = subprocess.Popen(
            [Path(sys.executable).parent / "cvms", "run"],
            env={k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {"CVMS_VAR": var},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            yield _wait(process)
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)


def _wait(process: subprocess.Popen[str]) -> Product:
    said, found = "", None
    for line in process.stdout:
        said += line
        if found := re.search(r"Portal +(\S+)\s+Mail inbox +(\S+)", said):
            break
    if not found:
        raise SystemExit(f"the product did not start:\n{said}")
    return Product(*found.groups())


class Browser(requests.Session):
    """A browser of the demonstration's point of contact; sends forms with their tokens."""

    def __init__(self, site: str) -> None:
        super().__init__()
        self.site = site
        self.send_form("/organization/sign-in/", {"login": CONTACT, "password": PASSWORD})

    def send_form(
        self, page: str, data: dict[str, str], action: str = "", **more: object
    ) -> requests.Response:
        html = self.get(self.site + page).text
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html))
        return self.post(self.site + (action or page), hidden | data, **more)
