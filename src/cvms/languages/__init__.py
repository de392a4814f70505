"""The languages of the site: each has a folder in this one.

A folder has Django's name of the locale (`es`, `pt_BR`). Its `language.toml` has the language's
name and direction, who reviewed it, when, and which tests check it; `formats.py` its formats of
dates and numbers; `<room>.po` the translations of each room. See docs/languages.md.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parent
COMPILED = FOLDER / "locale"  # compiled from the folders, for Django
SOURCE = "en"  # the language of the sentences in the source


@dataclass(frozen=True, slots=True)
class Language:
    """A language as its `language.toml` declares it."""

    folder: Path
    name: str  # in the language itself
    direction: str  # ltr or rtl
    tests: tuple[str, ...]
    reviewed_by: str
    reviewed_on: date

    @property
    def code(self) -> str:
        """Return the language's code as Django and browsers write it: `pt-br`."""
        return self.folder.name.replace("_", "-").lower()

    @property
    def info(self) -> dict[str, str | bool]:
        """Return the language as in Django's LANG_INFO, for one that Django lacks."""
        bidi = self.direction == "rtl"
        return {"code": self.code, "name": self.name, "name_local": self.name, "bidi": bidi}


def languages(folder: Path = FOLDER) -> list[Language]:
    """Return all languages, that of the source first."""
    found = [_declared(path) for path in sorted(folder.glob("*/language.toml"))]
    return sorted(found, key=lambda language: language.code != SOURCE)


def _declared(path: Path) -> Language:
    declared = tomllib.loads(path.read_text("utf-8"))
    reviewed = declared["reviewed"]
    return Language(
        folder=path.parent,
        name=declared["name"],
        direction=declared["direction"],
        tests=tuple(declared["tests"]),
        reviewed_by=reviewed["by"],
        reviewed_on=reviewed["on"],
    )
