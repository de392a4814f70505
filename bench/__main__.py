"""`make bench`: run all measurements, or the one that ONLY names; exit with 1 for a missed goal."""

import importlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bench import MEASUREMENTS, results
from bench.figures import REGISTERED, Figure, Measurement


def main() -> int:
    """Measure, print one table, and keep it as a file."""
    for module in MEASUREMENTS:
        importlib.import_module(f"bench.{module}")
    measured: list[Figure] = []
    for measurement in chosen(os.environ.get("ONLY", ""), REGISTERED):
        print(f"== {measurement.module}", flush=True)
        measured += _in_a_process_of_its_own(measurement)
    figures = sorted(measured, key=lambda figure: figure.name)
    results.write(results.merged(results.read(), figures))
    print(f"\n{results.table(figures)}")
    return int(not all(figure.holds for figure in figures))


def chosen(only: str, registered: Mapping[str, Measurement]) -> list[Measurement]:
    """Return all, or the one with this module or figure; raise SystemExit if there is none."""
    found = [
        measurement
        for measurement in registered.values()
        if only in {"", measurement.module, *measurement.names}
    ]
    if not found:
        known = ", ".join(f"{m.module} ({', '.join(m.names)})" for m in registered.values())
        raise SystemExit(f"ONLY={only}: no such measurement or figure; there are {known}")
    return found


def _in_a_process_of_its_own(measurement: Measurement) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="cvms-bench-") as folder:
        file = Path(folder) / "figures.json"
        command = [sys.executable, "-m", "bench.one", measurement.module, str(file)]
        subprocess.run(command, check=True)
        return results.read(file)


if __name__ == "__main__":
    sys.exit(main())
