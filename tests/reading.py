"""Finds tests that read a page without waiting for it: `python -m tests.reading`.

What a browser shows comes when it comes. `expect(...)` waits for it; `assert page.inner_text(...)`
reads what happens to be there, and fails by chance on a busy machine. So a test of a page neither
reads a page's text, state or numbers itself, nor uses what `evaluate` returns, nor asserts on its
address, nor sleeps. Nor does it assert how many rows the database has, which a worker may still be
adding: `see_rows` waits for them. `walk.py` and `conftest.py` know how to wait, and do the few
reads there are.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
KNOW_HOW_TO_WAIT = ("walk.py", "conftest.py", "looking.py", "engines.py")
READS = frozenset(
    {
        *("all", "all_inner_texts", "all_text_contents", "bounding_box", "content", "count"),
        *("eval_on_selector", "eval_on_selector_all", "evaluate_all", "get_attribute"),
        *("inner_html", "inner_text", "input_value", "is_checked", "is_disabled", "is_editable"),
        *("is_enabled", "is_hidden", "is_visible", "query_selector", "query_selector_all"),
        *("text_content", "title"),
    }
)
RUNS = frozenset({"evaluate", "evaluate_handle"})  # fine where nothing is done with the answer
# `wait_for_function` compiles its words in the page, which our policy allows the first time alone.
SLEEPS = frozenset({"sleep", "wait_for_function", "wait_for_timeout"})
ADVICE = "use expect(...), or a function of tests/e2e/walk.py"


def main() -> int:
    """Print each place; 1 when there is one."""
    found = [
        f"{path.relative_to(FOLDER.parent)}:{line}: {what} does not wait; {ADVICE}"
        for path in sorted(FOLDER.rglob("*.py"))
        for line, what in faults_of(path)
    ]
    print("\n".join(found), end="\n" if found else "")
    return int(bool(found))


def faults_of(path: Path) -> list[tuple[int, str]]:
    """The lines of one file, in order; none where it drives no browser."""
    source = path.read_text(encoding="utf-8")
    if path.name in KNOW_HOW_TO_WAIT or not ("e2e" in path.parts or "mark.e2e" in source):
        return []
    return sorted(_faults(ast.parse(source)))


def _faults(tree: ast.Module) -> Iterator[tuple[int, str]]:
    bare = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    asserts = (node for node in ast.walk(tree) if isinstance(node, ast.Assert))
    asserted = {part for node in asserts for part in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (name := _name(node.func)):
            read = name in READS and (node in asserted or not _is_a_query(node.func))
            if read or name in SLEEPS or (name in RUNS and node not in bare):
                yield node.lineno, f"{name}()"
        elif node in asserted and _is_url(node):
            yield node.lineno, "the address"


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else ""


def _is_a_query(function: ast.expr) -> bool:
    """Whether it is asked of the database, which answers when it is asked."""
    names = {node.attr for node in ast.walk(function) if isinstance(node, ast.Attribute)}
    return bool(names & {"objects", "history"})


def _is_url(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "url"


if __name__ == "__main__":
    sys.exit(main())
