"""The wizard over one draft: which page comes when, and what is answered. No page's address is
known here: each place that uses it, the recipient's portal or a provider's desk, says its own."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import QueryDict

from cvms.recipients.models import Recipient

from .codes import EMAIL, PAPER, PHONE, TEXT
from .forms import PageForm, Typed, as_data, initial_of, inputs, typed_of
from .models import Draft
from .pages import BY_SLUG, CONFIRMATION, PAGES, Page
from .questions import Question
from .review import Line, Section, lines_of


@dataclass(frozen=True, slots=True)
class Urls:
    """Where the wizard's pages are; `base` is the template that they extend."""

    base: str
    start: str
    page: Callable[[str], str]  # by slug, the confirmation's too
    save: Callable[[str], str]
    away: str  # after Pause
    done: str  # after Submit


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


def questions_for(page: Page, recipient: Recipient) -> tuple[Question, ...]:
    """The page's questions, with the ways to reach the person that there are."""
    missing = _unavailable(recipient)
    return tuple(
        _without(question, missing) if question.name == "channel" else question
        for question in page.questions
    )


def _unavailable(recipient: Recipient) -> set[str]:
    """A person without email cannot be reached by it, one with an account needs no paper, and
    texts and calls are offered only where the state has set up a way to use them."""
    missing = {PAPER if recipient.email else EMAIL}
    missing |= set() if settings.TEXT_GATEWAY else {TEXT}
    return missing | (set() if settings.PHONE_CALLS else {PHONE})


def _without(question: Question, missing: set[str]) -> Question:
    return replace(question, options=tuple(o for o in question.options if o[0] not in missing))


def checked(draft: Draft, page: Page) -> PageForm:
    """The page's form, checked as if it were sent with what was typed so far."""
    form = PageForm(questions_for(page, draft.recipient), as_data(draft.typed.get(page.slug, {})))
    form.full_clean()
    return form


def unanswered(draft: Draft) -> Page | None:
    """The first page on which something is missing or wrong."""
    return next((page for page in PAGES if checked(draft, page).errors), None)


def answered(draft: Draft) -> dict[str, Any] | None:
    """Every answer by its question, or None as long as something is missing or wrong."""
    values: dict[str, Any] = {}
    for page in PAGES:
        form = checked(draft, page)
        if form.errors:
            return None
        values |= form.cleaned_data
    return values


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


def changed_elsewhere(page: Page, form: PageForm, draft: Draft) -> tuple[Line, ...]:
    """The answers that the draft has now and that differ from what was just typed."""
    theirs, typed = draft.typed.get(page.slug, {}), typed_of(form)
    there = checked(draft, page)
    return tuple(
        Line(question.label, question.in_words(there.cleaned_data.get(name, "")))
        for name, question in there.questions.items()
        if any(theirs.get(one) != typed.get(one) for one in inputs(there[name]))
    )
