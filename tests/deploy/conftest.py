"""Fixtures for tests of nginx, Postfix and other servers, which run as users of their own."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter; pytest's own are closed again by each run."""
    with tempfile.TemporaryDirectory(prefix="cvms-open-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
