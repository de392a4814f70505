"""A copy of the database, as state IT sees it in a real browser, in both languages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cvms.accounts.permissions import Role
from cvms.mail.actions import remember_home
from cvms.mail.models import Home
from tests import factors, make

from .walk import follow, labelled, see_no_sideways_scrolling, sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_state_it_reads_that_mail_is_held_and_releases_it(
    page: Page, site: str, accessible: Callable[[Page], None]
) -> None:
    # Given a copy of a database
    remember_home()
    Home.objects.update(cluster="1234")
    state_it = make.user(Role.STATE_IT)
    page.set_viewport_size({"width": 390, "height": 800})
    sign_in(page, "staff", state_it.email)

    # When state IT comes to the console, it says so, on a phone and in Spanish as well
    expect(page.get_by_role("heading", name="Mail is held")).to_be_visible()
    see_no_sideways_scrolling(page)
    accessible(page)
    page.get_by_role("button", name="Español").click()
    expect(page.get_by_role("heading", name="El correo está retenido")).to_be_visible()
    see_no_sideways_scrolling(page)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Mail is held")).to_be_visible()

    # Then it is released once somebody has said that no other system sends these letters
    factors.give_app(state_it)
    _press_release(page)
    expect(page.get_by_text("Finish that step, then press the button again.")).to_be_visible()
    labelled(page, "Code").fill(factors.code())
    follow(page, page.get_by_role("main").get_by_role("button", name="Continue"))
    _press_release(page)
    expect(page.get_by_text("Mail is released.")).to_be_visible()
    expect(page.get_by_role("heading", name="Mail is held")).to_have_count(0)


def _press_release(page: Page) -> None:
    page.get_by_text("No other system sends these emails").click()
    page.get_by_role("button", name="Release mail").click()
