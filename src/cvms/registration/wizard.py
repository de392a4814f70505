"""The wizard for one draft: the order of pages, their forms, and what is answered.

It has no URLs of its own: the recipient's portal and the provider's desk pass theirs.
"""

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
    """The URLs of the wizard's pages; `base` is the template that they extend."""

    base: str
    start: str
    page: Callable[[str], str]  # by slug, also the Confirmation's
    save: Callable[[str], str]
    away: str  # after Pause
    done: str  # after Submit


class Wizard:
    """One draft's pages, forms and answers."""

    def __init__(self, draft: Draft, urls: Urls) -> None:
        self.draft = draft
        self.urls = urls

    def typed(self, page: Page) -> Typed:
        """Return what was typed on a page; if nothing was, what is known already."""
        typed: Typed = self.draft.typed.get(page.slug) or {}
        return typed or _known(page, self.draft)

    def form(self, page: Page, posted: QueryDict | None = None) -> PageForm:
        """Return a page's form, as posted or as it was last saved."""
        questions = questions_for(page, self.draft.recipient)
        if posted is not None:
            return PageForm(questions, posted)
        return PageForm(questions, initial=self._initial(page))

    def _initial(self, page: Page) -> dict[str, Any]:
        """Return initial values; blanks keep a saved page empty, but not a new page's defaults."""
        given = initial_of(page.questions, self.typed(page))
        seen = page.slug in self.draft.typed
        return given if seen else {name: value for name, value in given.items() if value}

    def unanswered(self) -> Page | None:
        """Return the first page with a missing or invalid answer, or None."""
        return unanswered(self.draft)

    def sections(self) -> list[Section]:
        """Return the answers given so far, page by page, for review."""
        return [self._section(page) for page in PAGES if page.slug in self.draft.typed]

    def _section(self, page: Page) -> Section:
        form = checked(self.draft, page)
        lines = lines_of(page, form.cleaned_data)
        return Section(page, lines, f"{self.urls.page(page.slug)}?change=1")

    def before(self, slug: str) -> str:
        """Return the URL of the previous page; before the first, the Introduction's."""
        place = _ORDER.index(slug)
        return self.urls.page(_ORDER[place - 1]) if place else self.urls.start

    def after(self, slug: str) -> str:
        """Return the slug of the next page."""
        return _ORDER[_ORDER.index(slug) + 1]


_ORDER = [*BY_SLUG, CONFIRMATION]


def questions_for(page: Page, recipient: Recipient) -> tuple[Question, ...]:
    """Return a page's questions; ways to reach the person that do not exist are left out."""
    missing = _unavailable(recipient)
    return tuple(
        _without(question, missing) if question.name == "channel" else question
        for question in page.questions
    )


def _unavailable(recipient: Recipient) -> set[str]:
    """Return the ways in which this person cannot be reached.

    Email needs an address, paper is only for people without one, and texts and calls are offered
    only if the settings provide for them.
    """
    missing = {PAPER if recipient.email else EMAIL}
    missing |= set() if settings.TEXT_GATEWAY else {TEXT}
    return missing | (set() if settings.PHONE_CALLS else {PHONE})


def _without(question: Question, missing: set[str]) -> Question:
    return replace(question, options=tuple(o for o in question.options if o[0] not in missing))


def checked(draft: Draft, page: Page) -> PageForm:
    """Return a page's form, validated with what was typed so far."""
    form = PageForm(questions_for(page, draft.recipient), as_data(draft.typed.get(page.slug, {})))
    form.full_clean()
    return form


def unanswered(draft: Draft) -> Page | None:
    """Return the first page with a missing or invalid answer, or None."""
    return next((page for page in PAGES if checked(draft, page).errors), None)


def answered(draft: Draft) -> dict[str, Any] | None:
    """Return every answer by question, or None if one is missing or invalid."""
    values: dict[str, Any] = {}
    for page in PAGES:
        form = checked(draft, page)
        if form.errors:
            return None
        values |= form.cleaned_data
    return values


def _known(page: Page, draft: Draft) -> Typed:
    """Return the answers known before the person types: name, language and channel."""
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
    """Return the draft's present answers that differ from what was just typed."""
    theirs, typed = draft.typed.get(page.slug, {}), typed_of(form)
    there = checked(draft, page)
    return tuple(
        Line(question.label, question.in_words(there.cleaned_data.get(name, "")))
        for name, question in there.questions.items()
        if any(theirs.get(one) != typed.get(one) for one in inputs(there[name]))
    )
