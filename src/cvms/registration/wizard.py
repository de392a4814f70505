"""The wizard over one draft: which page comes when, and what is answered. No page's address is
known here: each place that uses it, the recipient's portal or a provider's desk, says its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from .asking import questions_for
from .checking import checked, unanswered
from .forms import PageForm, Typed, initial_of
from .models import Draft
from .pages import BY_SLUG, CONFIRMATION, PAGES, Page
from .questions import Words


@dataclass(frozen=True, slots=True)
class Urls:
    """Where the wizard's pages are; `base` is the template that they extend."""

    base: str
    start: str
    page: Callable[[str], str]  # by slug, the confirmation's too
    save: Callable[[str], str]
    away: str  # after Pause
    done: str  # after Submit


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


class Wizard:
    """One draft's way through the pages."""

    def __init__(self, draft: Draft, urls: Urls) -> None:
        self.draft = draft
        self.urls = urls

    def typed(self, page: Page) -> Typed:
        """What was typed on this page, before it anything what is known already."""
        typed: Typed = self.draft.typed.get(page.slug) or {}
        return typed or _known(page, self.draft)

    def form(self, page: Page, posted: QueryDict | None = None) -> PageForm:
        """The page's form: as posted, or as it was left."""
        questions = questions_for(page, self.draft.recipient)
        if posted is not None:
            return PageForm(questions, posted)
        return PageForm(questions, initial=self._initial(page))

    def _initial(self, page: Page) -> dict[str, Any]:
        """What was left empty on a page that was seen stays empty; a new one has its defaults."""
        given = initial_of(page.questions, self.typed(page))
        seen = page.slug in self.draft.typed
        return given if seen else {name: value for name, value in given.items() if value}

    def unanswered(self) -> Page | None:
        """The first page on which something is missing or wrong."""
        return unanswered(self.draft)

    def sections(self) -> list[Section]:
        """The answers given so far, page by page, for review."""
        return [self._section(page) for page in PAGES if page.slug in self.draft.typed]

    def _section(self, page: Page) -> Section:
        form = checked(self.draft, page)
        lines = lines_of(page, form.cleaned_data)
        return Section(page, lines, f"{self.urls.page(page.slug)}?change=1")

    def before(self, slug: str) -> str:
        """The address of the page before; before the first one, the Introduction."""
        place = _ORDER.index(slug)
        return self.urls.page(_ORDER[place - 1]) if place else self.urls.start

    def after(self, slug: str) -> str:
        """The slug of the page after."""
        return _ORDER[_ORDER.index(slug) + 1]


_ORDER = [*BY_SLUG, CONFIRMATION]


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


def _known(page: Page, draft: Draft) -> Typed:
    """Name and language are filled in already; who is registered at a desk has no account."""
    recipient = draft.recipient
    user = recipient.user if recipient.user_id else None
    known = {
        "first_name": recipient.first_name,
        "last_name": recipient.last_name,
        "language": user.language if user else "",
        "channel": "email" if user else "",
    }
    asked = {question.name for question in page.questions}
    return {name: [value] for name, value in known.items() if name in asked and value}
