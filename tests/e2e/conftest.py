"""A real browser on the real pages, with a worker of its own and a mail server beside it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright

from cvms.local.inbox import Mailbox

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, or the one that Playwright brought."""
    system = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=system, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def site(live_server: Any, settings: Any) -> str:
    """The address of the product, as people's browsers and letters know it."""
    settings.BASE_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    return live_server.url


@pytest.fixture
def start_worker(site: str, mailbox: Mailbox, settings: Any) -> Iterator[Callable[[], subprocess.Popen]]:
    """Starts a worker process on the test's database; all are stopped at the end."""
    started: list[subprocess.Popen] = []

    def start(**more: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [Path(sys.executable).parent / "cvms", "procrastinate", "worker", "--concurrency", "2"],
            env=os.environ | _environment(site, settings) | more,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.terminate()
    for process in started:
        process.wait(timeout=20)


@pytest.fixture
def worker(start_worker: Callable[[], subprocess.Popen]) -> subprocess.Popen:
    """One worker that does all there is to do."""
    return start_worker()


def _environment(site: str, settings: Any) -> dict[str, str]:
    database = connection.settings_dict
    host = database.get("HOST") or database.get("OPTIONS", {}).get("host", "")
    user, password = database.get("USER") or "postgres", database.get("PASSWORD") or ""
    port = f":{database['PORT']}" if database.get("PORT") else ""
    where = f"/{database['NAME']}?host={host}" if host.startswith("/") else f"{host}{port}/{database['NAME']}"
    return {
        "DATABASE_URL": f"postgresql://{user}:{password}@{where}",
        "DJANGO_SETTINGS_MODULE": "cvms.config.settings",
        "CVMS_BASE_URL": site,
        "CVMS_SMTP_HOST": settings.EMAIL_HOST,
        "CVMS_SMTP_PORT": str(settings.EMAIL_PORT),
        "PYTHONPATH": str(ROOT / "src"),
    }


@pytest.fixture
def new_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Opens a browser of somebody's own; an error on a page's console fails the test."""
    contexts, complaints = [], []

    def open_page(viewport: dict[str, int] = DESKTOP, **options: Any) -> Page:
        context = browser.new_context(viewport=viewport, base_url=site, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: _listen(said, complaints))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _listen(said: Any, complaints: list[str]) -> None:
    """A refusal that the test provokes is logged by the browser; scripts and policies must be silent."""
    if said.type == "error" and "Failed to load resource" not in said.text:
        complaints.append(said.text)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Fails on anything that axe finds against WCAG 2.2 A and AA."""

    def check(page: Page) -> None:
        page.evaluate(AXE.read_text())
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = page.evaluate("tags => axe.run({runOnly: tags})", tags)
        faults = [
            f"{fault['id']}: {node['html'][:200]}"
            for fault in found["violations"]
            for node in fault["nodes"]
        ]
        assert faults == [], page.url

    return check
