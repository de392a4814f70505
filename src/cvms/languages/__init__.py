"""The languages that the product is offered in: each is one folder beside this file.

A folder is named as Django names a locale (`es`, `pt_BR`). `language.toml` says what the language
is called, which way it runs, who reviewed it and when, and by which tests; `formats.py` how it
writes days and numbers; and each room's sentences are in `<room>.po`. See docs/languages.md.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parent
COMPILED = FOLDER / "locale"  # what Django reads, made from the folders
SOURCE = "en"  # what the sentences are written in


@dataclass(frozen=True, slots=True)
class Language:
    """What a folder declares."""

    folder: Path
    name: str  # as its readers call it
    direction: str  # ltr or rtl
    tests: tuple[str, ...]
    reviewed_by: str
    reviewed_on: date

    @property
    def code(self) -> str:
        """Return it as browsers and pages write it: `pt-br`."""
        return self.folder.name.replace("_", "-").lower()

    @property
    def info(self) -> dict[str, str | bool]:
        """Return what Django wants to know of a language that it does not have."""
        bidi = self.direction == "rtl"
        return {"code": self.code, "name": self.name, "name_local": self.name, "bidi": bidi}


def languages(folder: Path = FOLDER) -> list[Language]:
    """Return all, the one that the product is written in first."""
    found = [_declared(path) for path in sorted(folder.glob("*/language.toml"))]
    return sorted(found, key=lambda language: language.code != SOURCE)


def _declared(path: Path) -> Language:
    said = tomllib.loads(path.read_text("utf-8"))
    reviewed = said["reviewed"]
    return Language(
        folder=path.parent,
        name=said["name"],
        direction=said["direction"],
        tests=tuple(said["tests"]),
        reviewed_by=reviewed["by"],
        reviewed_on=reviewed["on"],
    )
