"""The file and the table of what was measured."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from bench.figures import Figure

FILE = Path(__file__).with_name("results.json")


def read(file: Path = FILE) -> list[Figure]:
    """What the file holds; nothing where there is none yet."""
    if not file.exists():
        return []
    return [Figure(**figure) for figure in json.loads(file.read_text())["figures"]]


def write(figures: Iterable[Figure], file: Path = FILE) -> None:
    """Replace the file."""
    text = json.dumps({"figures": [asdict(figure) for figure in figures]}, indent=2)
    file.write_text(f"{text}\n")


def merged(before: Iterable[Figure], measured: Iterable[Figure]) -> list[Figure]:
    """The newest of each name, in the order of the names."""
    newest = {figure.name: figure for figure in (*before, *measured)}
    return [newest[name] for name in sorted(newest)]


def table(figures: Sequence[Figure]) -> str:
    """One line a figure: what it is, its goal, and whether it holds."""
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
