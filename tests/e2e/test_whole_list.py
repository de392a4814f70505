"""A whole weekly list: people no longer on it are shown, marked, and put back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cvms.accounts.models import User
from cvms.organizations.models import Organization
from cvms.recipients.models import Recipient
from tests import make
from tests.e2e import walk
from tests.e2e.conftest import DESKTOP, PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_people_no_longer_on_the_list_are_marked_and_put_back(
    new_page: Callable[..., Page],
    organization: Organization,
    contact: User,
    worker: object,
    accessible: Callable[[Page], None],
    viewport: dict[str, int],
) -> None:
    # Given twelve people who were loaded, and this week's list without three of them
    make.loaded(organization, *make.people(12))
    page = new_page(viewport=viewport)
    walk.sign_in(page, "organization", contact.email)
    page.goto(walk.BULK)
    accessible(page)

    # When it is called whole, uploaded and created
    page.get_by_text("This is our whole list").click()
    walk.choose(page, "week.csv", make.csv(*make.people(9)))
    walk.follow(page, page.get_by_role("button", name="Create Records"))
    walk.follow(page, page.get_by_role("button", name="OK"))

    # Then the page leads to the three
    expect(page.get_by_role("heading", name="3 people are not on this list")).to_be_visible()
    accessible(page)
    walk.follow(page, page.get_by_role("link", name="See who is not on the list"))
    accessible(page)
    walk.see_no_sideways_scrolling(page)
    for number in (10, 11, 12):
        expect(page.get_by_text(f"person{number}@people.example")).to_be_visible()

    walk.see_names_in_one_line(page)

    # When one stays, and the two others are marked
    page.get_by_label("Choose all on this page").check()
    page.get_by_label("Choose First11 Last11").uncheck()
    walk.follow(page, page.get_by_role("button", name="Those chosen are no longer here"))

    # Then they are out of the counts, and nothing is deleted
    expect(page.get_by_text("2 people are marked as no longer here.")).to_be_visible()
    expect(page.get_by_text("person11@people.example")).to_be_visible()
    gone = Recipient.objects.filter(left_at__isnull=False)
    assert set(gone.values_list("last_name", flat=True)) == {"Last10", "Last12"}
    walk.see_rows(page, Recipient.objects.all(), 12)

    # And marking is undone
    walk.follow(page, page.get_by_role("link", name="No longer here"))
    accessible(page)
    walk.follow(page, page.get_by_role("button", name="Put all 2 back"))
    expect(page.get_by_text("2 people are with your organization again.")).to_be_visible()
    page.goto(walk.BULK)
    expect(page.get_by_text("Total number of records: 12")).to_be_visible()
