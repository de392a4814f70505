"""The state charts of docs/states.md, made from each model's MOVES: `python -m tests.charts`."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parents[1] / "docs" / "states.md"
HEAD = """# States

For people who change the states of a record. Each chart is generated from its model's `MOVES`,
which the code enforces. After you change `MOVES`, run `python -m tests.charts`. A test fails while
this page and the code differ.
"""


def page() -> str:
    """Return the whole page, as Markdown with Mermaid."""
    sections = (line for title, model in _models() for line in _section(title, model))
    return "\n".join((HEAD, *sections))


def _models() -> tuple[tuple[str, Any], ...]:
    from cvms.eligibility.models import RuleSetVersion  # noqa: PLC0415 -- once Django is set up
    from cvms.helpdesk.models import HelpRequest  # noqa: PLC0415
    from cvms.mail.models import Message  # noqa: PLC0415
    from cvms.uploads.models import Upload  # noqa: PLC0415

    return (
        ("An upload", Upload),
        ("A message", Message),
        ("A rule set", RuleSetVersion),
        ("A help desk request", HelpRequest),
    )


def _section(title: str, model: Any) -> Iterator[str]:
    moves = {state: [to for to in model.State if to in model.MOVES[state]] for state in model.State}
    yield f"## {title}\n"
    yield f"`{model.__module__}.{model.__name__}`\n"
    yield "```mermaid\nstateDiagram-v2"
    yield from (f"    {state.value}: {state.label}" for state in moves)
    yield from (
        f"    {state.value} --> {to.value}" for state, after in moves.items() for to in after
    )
    yield from (f"    {state.value} --> [*]" for state, after in moves.items() if not after)
    yield "```\n"


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    FILE.write_text(page(), encoding="utf-8")
