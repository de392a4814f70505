"""The browsers of the tests: which are installed, and the installing of those that are missing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The first that is there. The shell has the same engine, and takes three quarters of the time.
_CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser")
_ENGINES = {"firefox-esr": "firefox-esr", "WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}


def chromium() -> str | None:
    """Return the path of the system's Chromium, or None if Playwright's own has to do."""
    return next(filter(None, map(shutil.which, _CHROMIUM)), None)


def ensure_chromium() -> None:
    """Install Debian's shell as root; elsewhere, Playwright's where the system has none."""
    if not shutil.which(_CHROMIUM[0]):
        _install("Chromium", [_CHROMIUM[0]])
    if not chromium():
        print("== installing Playwright's Chromium", flush=True)
        playwright = Path(sys.executable).with_name("playwright")
        subprocess.run([playwright, "install", "--only-shell", "chromium"], check=True)


def ensure_other_engines() -> None:
    """Install Firefox and WebKit from Debian as root; elsewhere their tests say what is missing."""
    missing = [package for program, package in _ENGINES.items() if not shutil.which(program)]
    if missing:
        _install(", ".join(missing), missing)


def _install(name: str, packages: list[str]) -> None:
    """Install Debian's packages, if this is Debian and we may; the tests say what is missing."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"== installing {name}", flush=True)
    for words in (["update", "-qq"], ["install", "-y", "-qq", *packages]):
        subprocess.run(["apt-get", *words], stdout=subprocess.DEVNULL, check=False)
