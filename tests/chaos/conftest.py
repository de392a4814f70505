"""Tests that kill processes: the same site, mail server and workers as the browser's tests have."""

from tests.e2e.conftest import site, start_worker

__all__ = ["site", "start_worker"]
