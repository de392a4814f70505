"""Compare the coverage of src/ with the floor in pyproject.toml: `python -m tests.covered`."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
NEAR = 0.5  # percent by which a figure may stand above its floor before the floor should rise


def main() -> int:
    """Print both figures; return 1 if one is below its floor."""
    command = [sys.executable, "-m", "coverage", "json", "-q", "-o", "-"]
    report = subprocess.check_output(command, cwd=ROOT)
    figures = figures_of(json.loads(report)["totals"])
    floors = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["cvms"]["coverage"]
    for name, value in figures.items():
        advice = advice_on(value, floors[name])
        print(f"{name}: {value:.1f} % of src/ run, floor {floors[name]} %{advice}")
    return int(any(value < floors[name] for name, value in figures.items()))


def figures_of(totals: dict[str, Any]) -> dict[str, float]:
    """Return the percentages of lines and branches, from coverage's totals."""
    return {
        "lines": 100 * totals["covered_lines"] / totals["num_statements"],
        "branches": 100 * totals["covered_branches"] / totals["num_branches"],
    }


def advice_on(value: float, floor: float) -> str:
    """Return what to do, if anything."""
    if value < floor:
        return ": it fell; test what is new, and do not lower the floor"
    if value > floor + NEAR:
        return ": raise the floor in pyproject.toml"
    return ""


if __name__ == "__main__":
    sys.exit(main())
