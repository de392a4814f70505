"""Printed pages have the content without the controls, on one sheet if it is one thing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cvms.accounts.models import User
from cvms.organizations.models import Organization
from cvms.staff.actions.counting import recount
from tests import make

from . import walk

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_a_printed_list_of_people_is_only_the_list(
    page: Page, enter: Callable[[Page, User], Page], organization: Organization, contact: User
) -> None:
    # Given a page of the list
    make.loaded(organization, *make.people(10))
    enter(page, contact).goto(walk.BULK)
    page.wait_for_load_state()

    # When it is printed
    page.emulate_media(media="print")

    # Then it is the people, on one sheet
    expect(page.get_by_role("cell", name="person10@people.example")).to_be_visible()
    for pressed in ("Upload Files", "Download as CSV", "Choose", "Sort by"):
        expect(page.get_by_text(pressed, exact=True).filter(visible=True)).to_have_count(0)
    assert walk.sheets(page) == 1


def test_a_printed_chart_stays_with_its_table(
    page: Page, enter: Callable[[Page, User], Page], organization: Organization, staff: User
) -> None:
    make.loaded(organization, *make.people(10))
    recount()
    enter(page, staff).goto("/staff/statistics/")
    page.wait_for_load_state()

    page.emulate_media(media="print")

    expect(page.locator(".cvms-chart").last).to_have_css("break-inside", "avoid")
    expect(page.get_by_text("Download as CSV").filter(visible=True)).to_have_count(0)
    expect(page.locator(".cvms-map path").first).to_have_css("print-color-adjust", "exact")
