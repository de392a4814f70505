"""The answers in words, page by page, for review."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .pages import PAGES, Page
from .questions import Words


@dataclass(frozen=True, slots=True)
class Line:
    """A question and its answer in words; `answer` is "" if there is none."""

    label: Words
    answer: str


@dataclass(frozen=True, slots=True)
class Section:
    """A page's answers, and the URL to change them."""

    page: Page
    lines: tuple[Line, ...]
    url: str = ""


def lines_of(page: Page, values: dict[str, Any]) -> tuple[Line, ...]:
    """Return a page's answers, without questions that do not apply."""
    return tuple(
        Line(question.label, question.in_words(values.get(question.name, "")))
        for question in page.questions
        if not question.need or question.need.met(lambda name: _code(values.get(name)))
    )


def sections_of(values: dict[str, Any], pages: Iterable[Page] = PAGES) -> list[Section]:
    """Return a submitted registration's answers, page by page."""
    return [Section(page, lines_of(page, values)) for page in pages]


def _code(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
