"""The product in a browser that runs no scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cvms.eligibility.models import Case
from cvms.helpdesk.models import HelpRequest
from cvms.recipients.models import Recipient
from tests import make
from tests.registration import answers

from . import walk
from .conftest import PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page(PHONE, java_script_enabled=False)


def test_without_javascript_a_person_registers_and_asks_the_help_desk(
    page: Page, organization: object
) -> None:
    # Given somebody with an account
    make.loaded(organization, ("Rosa", "Delgado", "rosa@people.example"))
    rosa = Recipient.objects.get()
    rosa.user.set_password(make.PASSWORD)
    rosa.user.save()
    walk.sign_in(page, "portal", rosa.email)

    # When every question is answered and submitted
    page.goto("/portal/registration/")
    walk.follow(page, page.get_by_role("button", name="Next"))
    for given in answers.GOOD.values():
        for name, values in given.items():
            walk.give(page, name, ["NC"] if name == "state" else values)
        walk.follow(page, page.get_by_role("button", name="Next"))
    walk.follow(page, page.get_by_role("button", name="Submit"))

    # Then the status is there
    expect(page.get_by_role("main")).to_contain_text("You are eligible for a vaccine now.")
    assert Case.objects.get().recipient == rosa

    # And the help desk is asked
    page.goto("/help-desk/ask/recipient/")
    page.get_by_label("What is it about?").select_option("The invitation email")
    page.get_by_label("Subject").fill("No email yet")
    page.get_by_label("Your question").fill("My employer registered me.")
    walk.follow(page, page.get_by_role("button", name="Submit request"))
    expect(page.get_by_role("main")).to_contain_text("Your request was sent.")
    assert HelpRequest.objects.get().subject == "No email yet"


def test_the_page_of_a_list_being_loaded_reloads_without_a_script(
    page: Page, contact: object, organization: object
) -> None:
    # Given a list that waits for a worker
    upload = make.upload(organization, make.csv(*make.people(2)), volume="high")
    walk.sign_in(page, "organization", contact.email)
    page.goto(f"{walk.BULK}uploads/{upload.pk}/")
    expect(page.get_by_role("main")).to_contain_text("staff.csv")

    # Then the page asks again without a press
    with page.expect_navigation():
        pass
