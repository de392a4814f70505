"""The room's Spanish catalogue, and every text of the room that must be in it."""

import ast
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOM = Path(str(files("cvms.eligibility")))
_LITERAL = r"""u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*\""""
_CALL = re.compile(rf"gettext\(\s*({_LITERAL})|\b_\(\s*({_LITERAL})")
_KEYWORDS = {"_": None, "ngettext": (1, 2)}


def catalogue() -> dict[str, tuple[str, ...]]:
    """The Spanish of each English text; several for one with a plural."""
    path = ROOM / "locale/es/LC_MESSAGES/django.po"
    with path.open("rb") as lines:
        entries = [entry for entry in read_po(lines) if entry.id]
    return {_first(entry.id): _several(entry.string) for entry in entries}


def texts() -> set[str]:
    """What Python and the templates mark for translation."""
    return {*_in_python(), *_in_templates()}


def _in_python() -> Iterator[str]:
    for path in ROOM.glob("*.py"):
        for _line, message, _comments, _context in extract_from_file(
            "python", path, keywords=_KEYWORDS
        ):
            yield _first(message)


def _in_templates() -> Iterator[str]:
    for path in (ROOM / "templates").rglob("*.*"):
        for one, other in _CALL.findall(templatize(path.read_text("utf-8"))):
            yield ast.literal_eval(one or other)


def _first(message: str | tuple[str, ...]) -> str:
    return message if isinstance(message, str) else message[0]


def _several(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)
