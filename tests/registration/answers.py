"""Answers as a browser posts them, page by page: those of a line cook of 40 in a restaurant."""

from typing import Any

from django.test import Client

from cvms.recipients.models import Recipient
from cvms.registration.actions import answering
from cvms.registration.models import Draft

GOOD: dict[str, dict[str, list[str]]] = {
    "contact": {
        "first_name": ["Rosa"],
        "last_name": ["Delgado Ruiz"],
        "phone": ["919-555-0177"],
        "channel": ["text"],
        "language": ["en"],
    },
    "address": {
        "street": ["14 Elm St"],
        "city": ["Durham"],
        "state": ["nc"],
        "zip_code": ["27701"],
        "county": ["37063"],
    },
    "about": {
        "date_of_birth_0": ["3"],
        "date_of_birth_1": ["9"],
        "date_of_birth_2": ["1981"],
        "sex": ["F"],
        "races": ["2131-1", "2106-3"],
        "ethnicity": ["2135-2"],
    },
    "work": {
        "health_worker": ["none"],
        "frontline_sector": ["food-and-agriculture"],
        "child_care_or_prek12": ["no"],
        "correctional_or_shelter_staff": ["no"],
        "in_person": ["yes"],
        "student": ["no"],
    },
    "home": {"long_term_care": ["none"], "residence": ["own-home"]},
    "medical": {"conditions": ["one"]},
}
PAGES = tuple(GOOD)


def other(page: str, **answers: list[str] | None) -> dict[str, list[str]]:
    """The page's good answers with some others; None leaves one out."""
    merged = GOOD[page] | answers
    return {name: values for name, values in merged.items() if values is not None}


def url(page: str) -> str:
    return f"/portal/registration/{page}/"


def begin(browser: Client) -> None:
    browser.post("/portal/registration/")


def give(browser: Client, page: str, answers: Any = None, **more: str) -> Any:
    """Post a page as the browser does, with the draft's key."""
    key = str(Draft.objects.latest("pk").key) if Draft.objects.exists() else ""
    data = {"draft": key, "go": "next"} | (answers or GOOD[page]) | more
    return browser.post(url(page), data)


def give_all(browser: Client, **instead: dict[str, list[str]]) -> None:
    begin(browser)
    for page in PAGES:
        give(browser, page, instead.get(page))


def submit(browser: Client, **instead: Any) -> Any:
    draft = Draft.objects.latest("pk")
    data = {"draft": str(draft.key), "revision": str(draft.revision)} | instead
    return browser.post(url("confirmation"), data)


def register(recipient: Recipient, **instead: dict[str, list[str]]) -> None:
    """Submitted without a browser."""
    draft = answering.start(recipient=recipient, by=recipient.user)
    for page in PAGES:
        draft = answering.save(
            recipient=recipient,
            key=draft.key,
            page=page,
            typed=instead.get(page, GOOD[page]),
            next_page=page,
        )
    answering.submit(recipient=recipient, key=draft.key, revision=draft.revision, by=recipient.user)
