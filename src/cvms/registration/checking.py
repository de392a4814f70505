"""Whether a draft is complete, and what its answers are."""

from typing import Any

from .asking import questions_for
from .forms import PageForm, as_data
from .models import Draft
from .pages import PAGES, Page


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
