"""The answers as their person reads them again: page by page, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .pages import PAGES, Page
from .questions import Words


@dataclass(frozen=True, slots=True)
class Line:
    """A question and its answer as its person reads them; `answer` is "" where there is none."""

    label: Words
    answer: str


@dataclass(frozen=True, slots=True)
class Section:
    """A page's answers, and where to change them."""

    page: Page
    lines: tuple[Line, ...]
    url: str = ""


def lines_of(page: Page, values: dict[str, Any]) -> tuple[Line, ...]:
    """A page's answers, without the questions that were not asked."""
    return tuple(
        Line(question.label, question.in_words(values.get(question.name, "")))
        for question in page.questions
        if not question.need or question.need.met(lambda name: _code(values.get(name)))
    )


def sections_of(values: dict[str, Any], pages: Iterable[Page] = PAGES) -> list[Section]:
    """A submitted registration's answers, page by page."""
    return [Section(page, lines_of(page, values)) for page in pages]


def _code(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
