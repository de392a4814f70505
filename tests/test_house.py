"""A reader knows from a file's path whether it shows, writes or reads."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src/cvms"
MODULES = [path for path in sorted(SOURCE.glob("*/**/*.py")) if "migrations" not in path.parts]
PERMISSIONS = {"requires", "signed_in", "public"}  # the decorators of views, `accounts.access`
WRITES = {"save", "create", "bulk_create", "update", "delete", "get_or_create", "update_or_create"}


def _is(path: Path, layer: str) -> bool:
    return path.name == f"{layer}.py" or layer in path.relative_to(SOURCE).parts


MODELS = {  # names that a view may import, and must not write through
    node.name
    for path in MODULES
    if _is(path, "models")
    for node in ast.walk(ast.parse(path.read_text("utf-8")))
    if isinstance(node, ast.ClassDef)
}
VIEWS = [path for path in MODULES if _is(path, "views")]
NO_VIEWS = [path for path in MODULES if not _is(path, "views")]


def _name(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def _functions(path: Path) -> Iterator[ast.FunctionDef]:
    tree = ast.parse(path.read_text("utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("path", NO_VIEWS, ids=_name)
def test_views_stand_in_views(path):
    here = [
        function.name
        for function in _functions(path)
        for decorator in function.decorator_list
        if ast.unparse(decorator).partition("(")[0].rpartition(".")[2] in PERMISSIONS
    ]
    assert here == []


@pytest.mark.parametrize("path", VIEWS, ids=_name)
def test_a_view_writes_through_actions_alone(path):
    tree = ast.parse(path.read_text("utf-8"))
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    writes = [
        ast.unparse(node.func)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and not node.args  # Django's take what they write by keyword
        and ast.unparse(node.func.value).partition(".")[0] not in imported - MODELS  # a module
    ]
    assert writes == []
    assert not re.search(r"^\s*defer\(", path.read_text("utf-8"), re.MULTILINE)


def test_the_places_that_the_page_for_developers_names_are_there():
    page = (ROOT / "docs/develop.md").read_text("utf-8")
    named = re.findall(r"`((?:src|tests|docs|bench|deploy)/[\w./*-]+|[a-z_]+/[\w/]+\.py)`", page)
    missing = [
        name
        for name in named
        if not any(True for base in (ROOT, SOURCE) for _ in base.glob(name.rstrip("/")))
    ]
    assert named
    assert missing == []
