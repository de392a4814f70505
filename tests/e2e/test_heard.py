"""What a screen reader is told: the browser's tree of names, roles and states."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from cvms.providers.models import LocationManager
from tests.providers.conftest import a_location, registered

from . import walk
from .conftest import PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_a_screen_reader_is_told_the_desks_answer(
    page: Page, organization: object, manager: object
) -> None:
    # Given a desk
    LocationManager.objects.create(user=manager, location=a_location())
    rosa = registered(organization, "Rosa", "Núñez", "rosa@people.example", date(1950, 3, 4))
    walk.sign_in(page, "provider", manager.email)
    page.goto("/provider/")
    expect(page.locator("[name=code]")).to_be_focused()

    # When a code is typed
    page.keyboard.type(f"{rosa.code}\n")

    # Then the answer says who it is and what they may have, and the field for the next code,
    # which has the focus, is described by it: a page that has just come has no live region yet
    field = page.locator("[name=code]")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(re.compile("Rosa Núñez.*Eligible now"))
    expect(page.locator("#answer")).to_match_aria_snapshot("""
      - status:
        - heading "Rosa Núñez" [level=2]
        - term: Vaccine group
        - definition: /2/
        - term: Date of birth
        - definition: /March 4, 1950/
        - term: Status
        - definition:
          - strong: /Eligible now/
    """)


def test_a_screen_reader_is_told_what_is_missing_first_and_with_each_question(
    new_page: Callable[..., Page], db: None
) -> None:
    page = new_page(PHONE)
    page.goto("/portal/check/")

    walk.follow(page, page.get_by_role("button", name="Check"))

    # The summary is an alert and has the focus; each of its links leads to a question
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_have_accessible_name("Please correct the following")
    expect(summary).to_match_aria_snapshot("""
      - alert "Please correct the following":
        - heading "Please correct the following" [level=2]
        - list:
          - listitem:
            - link /Date of birth/
    """)
    # And each question says what is wrong with it
    work = page.locator("fieldset:has([name=work])")
    expect(work).to_have_role("group")
    expect(work).to_have_accessible_description("Choose an answer.")


def test_a_person_can_choose_among_many_languages_on_any_screen(
    new_page: Callable[..., Page], settings: object, db: None
) -> None:
    codes = ("en", "es", "fr", "de", "it", "pt", "vi", "ko", "ru", "uk", "pl", "nl", "tr", "hu")
    settings.LANGUAGES = [(code, f"Language {code}") for code in codes]
    page = new_page({"width": 320, "height": 700})
    page.goto("/")

    walk.see_no_sideways_scrolling(page)
    walk.follow(page, page.get_by_role("button", name="Language fr"))

    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.get_by_role("button", name="Language fr")).to_have_attribute("aria-current", "true")
