"""The Spanish catalogs, and every text of the product that must be in one of them."""

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.apps import apps
from django.utils.translation.template import templatize

from cvms.intake import catalogue
from cvms.rules import reasons
from cvms.rules.criterion_checks import with_gaps
from cvms.staff.audit_names import in_english

SOURCE = Path(__file__).resolve().parents[1] / "src/cvms"
FILES = sorted(
    path
    for pattern in ("*/**/*.py", "*/templates/**/*.html", "*/templates/**/*.txt")
    for path in SOURCE.glob(pattern)
    if "migrations" not in path.parts
)
CATALOGUES = sorted((SOURCE / "languages/es").glob("*.po"))
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
_FORMAT = re.compile(r"\{(\w+)[^}]*\}")  # {count:,}, which a catalogue has as {count}
ENGLISH = re.compile(r"\b(the|is|are|and|it|that|with|has|not|of|or)\b")  # gives a text away
Words = tuple[str, str]  # a context, "" for none, and the English, the singular of plurals


def marked(path: Path) -> set[Words]:
    """Return the texts that a file marks for translation."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        text = re.sub(r"^[ \t]+", "", templatize(text), flags=re.MULTILINE)
    found = extract("python", BytesIO(text.encode()), keywords=_KEYWORDS)
    return {(context or "", _first(words)) for _, words, _, context in found}


def _first(words: str | tuple[str, ...]) -> str:
    return words if isinstance(words, str) else words[0]


def entries(path: Path) -> dict[Words, Message]:
    """Return the entries of a catalog."""
    with path.open(encoding="utf-8") as file:
        return {(one.context or "", _first(one.id)): one for one in read_po(file) if one.id}


def unmarked() -> set[Words]:
    """Return texts translated by their English: of rooms without Django, and in records."""
    said = {*_of_intake(), *_of_rules(), *_of_the_audit_trail()}
    return {("", _FORMAT.sub(r"{\1}", words)) for words in said}


def _of_intake() -> Iterator[str]:
    yield from catalogue.SENTENCES.values()
    for words in (*catalogue.PROBLEMS.values(), catalogue.ERASED):
        yield from words
    yield from (*catalogue.NOTICES.values(), *catalogue.OTHER_FILES.values())
    yield from (catalogue.LAST_OF_ALL, catalogue.ONE_OF_TWO)


def _of_rules() -> Iterator[str]:
    yield from (*reasons.REASONS.values(), *reasons.NO_GROUP.values())
    yield from (with_gaps(words) for words in reasons.REASONS.values())


def _of_the_audit_trail() -> Iterator[str]:
    for model in apps.get_models():
        if model.__module__.startswith("cvms."):
            yield str(model._meta.verbose_name)
    for path in SOURCE.glob("*/**/*.py"):
        yield from map(in_english, _actions(ast.parse(path.read_text("utf-8"))))


def _actions(module: ast.Module) -> Iterator[str]:
    """The codes with which a module calls `record`, the f-strings' from what fills them."""
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call) and node.args]
    for call in calls:
        if ast.unparse(call.func) not in ("record", "record_list"):
            continue
        code = call.args[0]
        if isinstance(code, ast.JoinedStr):
            own = [one.args[0] for one in calls if ast.unparse(one.func) == "_record"]
            blank = code.values[1].value
            verbs = _texts(blank) if isinstance(blank, ast.IfExp) else own
            yield from (code.values[0].value + verb for verb in map(_text, verbs) if verb)
        else:
            yield from filter(None, map(_text, _texts(code)))


def _texts(node: ast.expr) -> list[ast.expr]:
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) else ""
