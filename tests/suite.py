"""`make test`: every check in turn, the quick ones first. `--lint` stops before the tests."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

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
ENGINES = {"firefox-esr": "firefox-esr", "WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}
PYTEST = ["python", "-m", "pytest", "-q", "-rs", "-n"]  # says what it could not test, and why
COVERAGE = ["--cov", "--cov-report="]
TESTS = {
    "migrations": ["python", "-m", "tests.migrations"],
    "unit and integration": [*PYTEST, "2", "-m", "not e2e and not chaos", *COVERAGE],
    "coverage": ["python", "-m", "tests.covered"],
    "killed processes": [*PYTEST, "3", "--dist", "loadgroup", "-m", "chaos"],  # they mostly wait
    "browsers": [*PYTEST, "3", "--dist", "loadgroup", "-m", "e2e"],  # they wait for pages
    "fuzz": ["python", "tests/intake/fuzz.py", "--seconds", "30"],
}


def main() -> int:
    """Run the steps; the first that fails ends it with its name."""
    steps = LINT if "--lint" in sys.argv else LINT | TESTS
    if steps is not LINT:
        ensure_browser()
        ensure_other_engines()
    for name, command in steps.items():
        started = time.monotonic()
        print(f"== {name}", flush=True)
        status = subprocess.run(command, cwd=ROOT, env=ENV, check=False).returncode
        if status:
            print(f"== {name} failed; run it alone with: {' '.join(command)}", flush=True)
            return status
        print(f"== {name}: {time.monotonic() - started:.0f} s", flush=True)
    return 0


def ensure_browser() -> None:
    """Chromium: the system's, else Debian's package as root, else Playwright's own."""
    if shutil.which("chromium") or shutil.which("chromium-browser"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("== installing Chromium", flush=True)
        for words in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
            subprocess.run(["apt-get", *words], stdout=subprocess.DEVNULL, check=True)
        return
    print("== installing Playwright's Chromium", flush=True)
    subprocess.run([BIN / "playwright", "install", "chromium"], check=True)


def ensure_other_engines() -> None:
    """Firefox and WebKit, from Debian as root; elsewhere their tests say what is missing."""
    missing = [package for program, package in ENGINES.items() if not shutil.which(program)]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"== installing {', '.join(missing)}", flush=True)
        for words in (["update", "-qq"], ["install", "-y", "-qq", *missing]):
            subprocess.run(["apt-get", *words], stdout=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    sys.exit(main())
