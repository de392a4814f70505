"""The epidemiologist opens a group earlier, and a person learns that they are eligible."""

from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from cvms.accounts.permissions import Role
from cvms.eligibility.actions import deciding
from cvms.eligibility.models import Case
from cvms.mail.models import Message
from cvms.recipients.models import Recipient
from cvms.rules.answers import Answers
from tests import make
from tests.e2e.walk import follow, labelled, letter_to, see_rows, text_of
from tests.eligibility.published import in_days, opening, publish

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

ADDRESS = "rosa.delgado@people.example"
SUBJECT = "Your status in the COVID-19 Vaccine Management System has changed"


@pytest.fixture
def rosa() -> Recipient:
    """Registered and in Group 5, whose day is a month away."""
    editor = make.user(Role.ELIGIBILITY_EDITOR, "editor@state.example")
    publish(opening("5", in_days(30)), by=editor)
    make.loaded(make.organization(by=editor), ("Rosa", "Delgado", ADDRESS))
    recipient = Recipient.objects.get()
    answers = Answers(date_of_birth=date(1990, 5, 4))
    case = deciding.decide(recipient=recipient, answers=answers, by=recipient.user)
    assert (case.group, case.open_now) == ("5", False)
    return recipient


def enter(page: Page, login: str) -> None:
    """Sign in as a user whose first console page may be any of its pages."""
    page.goto("/staff/sign-in/?next=/staff/eligibility/")
    page.get_by_label("Username or email").fill(login)
    labelled(page, "Password").fill(make.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/staff/eligibility/")


def test_an_editor_opens_a_group_and_a_registered_person_is_told(
    rosa, page, mailbox, worker, accessible
):
    # Given a draft of the rules in force
    enter(page, "editor@state.example")
    accessible(page)
    follow(page, page.get_by_role("button", name="Make a draft from the rules in force"))
    follow(page, page.get_by_role("link", name="Edit name and dates"))
    accessible(page)
    labelled(page, "Name").fill("Group 5 opens early")
    labelled(page, "Name in Spanish").fill("El grupo 5 abre antes")
    follow(page, page.get_by_role("button", name="Save"))
    accessible(page)

    # When the day of Group 5 is set to today
    follow(page, page.get_by_role("link", name="Edit group 5"))
    accessible(page)
    labelled(page, "The group opens on").fill(in_days(0).isoformat())
    follow(page, page.get_by_role("button", name="Save").last)

    # And it is tried on somebody like Rosa
    follow(page, page.get_by_role("link", name="Try on an example person"))
    labelled(page, "Date of birth").fill("1990-05-04")
    follow(page, page.get_by_role("button", name="Show the decision"))
    accessible(page)
    rows = page.get_by_role("row")
    expect(rows.filter(has_text="In force")).to_contain_text("From")
    expect(rows.filter(has_text="Draft")).to_contain_text("Yes, since")

    # And compared: one person would become eligible
    follow(page, page.get_by_role("link", name="Group 5 opens early"))
    follow(page, page.get_by_role("link", name="Compare and publish"))
    page.get_by_role("button", name="Compare with the rules in force").click()
    page.get_by_text("Published rules never change").wait_for()
    accessible(page)
    would = page.locator(".cvms-summary__row").filter(has_text="Would become eligible")
    expect(would.locator("dd")).to_have_text("1")
    assert not Case.objects.get(recipient=rosa).open_now

    # And proposed, and published by a second person who sees the letter in both languages
    page.get_by_role("button", name="Ask a second person to publish").click()
    page.get_by_text("is waiting for another person to publish it").wait_for()
    page.context.clear_cookies()
    make.user(Role.ELIGIBILITY_EDITOR, "second@state.example")
    enter(page, "second@state.example")
    accessible(page)
    follow(page, page.get_by_role("link", name="Group 5 opens early"))
    follow(page, page.get_by_role("link", name="Compare and publish"))
    accessible(page)
    page.get_by_role("region", name="español").get_by_text("Su estado ha cambiado").wait_for()
    page.get_by_role("button", name="Publish these rules").click()
    page.get_by_text("Group 5 opens early was published.").wait_for()

    # Then the work is shown to its end, and Rosa is eligible and gets one letter
    page.get_by_text("Eligibility was decided again for everyone registered").wait_for()
    accessible(page)
    letter = letter_to(page, mailbox, ADDRESS, SUBJECT)
    assert "/portal/" in text_of(letter)
    case = Case.objects.get(recipient=rosa)
    assert (case.group, case.open_now, case.opens_on) == ("5", True, in_days(0))
    see_rows(page, Message.objects.filter(kind="became_eligible", about=case.pk), 1)


def test_a_group_is_removed_only_after_confirming(page, accessible):
    # Given a draft, and the question whether to remove a group, which was answered by no
    make.user(Role.ELIGIBILITY_EDITOR, "editor@state.example")
    enter(page, "editor@state.example")
    follow(page, page.get_by_role("button", name="Make a draft from the rules in force"))
    question = page.get_by_role("dialog", name="Remove group 2: Anyone 65 or older?")
    page.get_by_role("button", name="Remove group 2").click()
    accessible(page)
    question.get_by_role("button", name="Cancel").click()
    question.wait_for(state="hidden")

    # When it is asked again, and answered by yes
    page.get_by_role("button", name="Remove group 2").click()
    follow(page, question.get_by_role("button", name="Remove the group"))

    # Then the page says which group went, and it is gone
    page.get_by_text("Group 2: Anyone 65 or older was removed from this draft.").wait_for()
    expect(page.get_by_role("heading", name="Group 2")).to_have_count(0)


def test_an_editor_goes_back_to_earlier_rules_with_one_press(page, accessible, settings):
    # Given rules in force that opened a group too early
    settings.RULES_NEED_SECOND_PERSON = False
    editor = make.user(Role.ELIGIBILITY_EDITOR, "editor@state.example")
    publish(opening("5", in_days(0)), by=editor)
    enter(page, "editor@state.example")
    follow(page, page.get_by_role("link", name="North Carolina, Groups 1 to 5 of January 14, 2021"))
    accessible(page)

    # When one press goes back to the earlier ones
    page.get_by_role("button", name="Go back to these rules").click()

    # Then they are in force, under the name that people know
    page.get_by_text("January 14, 2021 was published.").wait_for()
    expect(page.get_by_role("heading", level=1)).to_contain_text("In force")


def test_published_rules_are_withdrawn_before_they_begin(page, accessible):
    editor = make.user(Role.ELIGIBILITY_EDITOR, "editor@state.example")
    publish(lambda rules: replace(rules, name="Too early", effective_from=in_days(2)), by=editor)
    enter(page, "editor@state.example")
    follow(page, page.get_by_role("link", name="Too early"))
    page.get_by_role("button", name="Withdraw these rules").click()
    page.get_by_text("Too early was withdrawn. The rules in force stay.").wait_for()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Withdrawn")
    accessible(page)
