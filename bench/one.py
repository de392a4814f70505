"""One measurement, in a process that `bench.__main__` started."""

import importlib
import sys
from pathlib import Path

from bench import results
from bench.figures import REGISTERED


def main() -> None:
    """Measure and write the figures; raise SystemExit if the module yields others than it named."""
    module, file = sys.argv[1:]
    importlib.import_module(f"bench.{module}")
    measurement = REGISTERED[module]
    figures = list(measurement.measure())
    if {figure.name for figure in figures} != set(measurement.names):
        raise SystemExit(f"bench.{module} names {measurement.names} and gave {figures}")
    results.write(figures, Path(file))


if __name__ == "__main__":
    main()
