"""The file and the table of measured figures."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from bench.figures import Figure

FILE = Path(__file__).with_name("results.json")


def read(file: Path = FILE) -> list[Figure]:
    """Return the figures in the file; none if there is no file yet."""
    if not file.exists():
        return []
    return [Figure(**figure) for figure in json.loads(file.read_text())["figures"]]


def write(figures: Iterable[Figure], file: Path = FILE) -> None:
    """Replace the file."""
    text = json.dumps({"figures": [asdict(figure) for figure in figures]}, indent=2)
    file.write_text(f"{text}\n")


def merged(before: Iterable[Figure], measured: Iterable[Figure]) -> list[Figure]:
    """Return the newest figure of each name, sorted by name."""
    newest = {figure.name: figure for figure in (*before, *measured)}
    return [newest[name] for name in sorted(newest)]


def table(figures: Sequence[Figure]) -> str:
    """Return one line for each figure: its value, its goal, and whether it meets the goal."""
    width = max((len(figure.name) for figure in figures), default=0)
    return "\n".join(_line(figure, width) for figure in figures)


def _line(figure: Figure, width: int) -> str:
    value = f"{figure.value:,.2f}".rstrip("0").rstrip(".")
    goal = f"goal {figure.goal:,g}"
    verdict = "holds" if figure.holds else "MISSED"
    return (
        f"{figure.name:<{width}}  {value:>10} {figure.unit:<14} {goal:<12} {verdict:<7} "
        f"beside {figure.beside}"
    )
