"""Which of a page's questions a person is asked, and which answers there are to choose from."""

from dataclasses import replace

from cvms.recipients.models import Recipient

from .codes import EMAIL, PAPER
from .pages import Page
from .questions import Question


def questions_for(page: Page, recipient: Recipient) -> tuple[Question, ...]:
    """Who has no email cannot be reached by it; who has an account needs no paper."""
    unavailable = PAPER if recipient.email else EMAIL
    return tuple(
        _without(question, unavailable) if question.name == "channel" else question
        for question in page.questions
    )


def _without(question: Question, code: str) -> Question:
    return replace(question, options=tuple(o for o in question.options if o[0] != code))
