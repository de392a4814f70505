"""The help desk: people who ask, the agent who answers, the second agent for a removal."""

import re

import pytest
from playwright.sync_api import expect

from cvms.accounts.permissions import Role
from cvms.helpdesk.models import HelpRequest
from cvms.providers.actions import registering
from cvms.recipients.models import Recipient
from cvms.registration.actions import answering as registration
from tests import make
from tests.e2e import walk
from tests.e2e.conftest import PHONE
from tests.helpdesk.requests import ask
from tests.providers.conftest import a_location
from tests.registration import answers

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

DESK = "/staff/help-desk/"


@pytest.fixture
def agent(db):
    return make.user(Role.HELP_DESK_AGENT, "priya@helpdesk.example")


def test_a_person_asks_the_help_desk_on_a_phone_follows_and_writes_again(
    new_page, worker, mailbox, agent, accessible
):
    # Given somebody with a phone who has had no invitation
    page = new_page(viewport={"width": 390, "height": 844})
    page.goto("/help-desk/")
    accessible(page)
    walk.follow(page, page.get_by_role("link", name="Select Vaccine Recipient"))
    expect(page.get_by_text("Who should be removed?")).to_be_hidden()

    # When they fill in the form, at first without their email
    walk.labelled(page, "Your name").fill("Walter Pruitt")
    page.get_by_label("What is it about?").select_option("The invitation email")
    page.get_by_label("Subject").fill("No email yet")
    page.get_by_label("Your question").fill("My employer registered me.")
    walk.follow(page, page.get_by_role("button", name="Submit request"))
    page.get_by_role("alert").get_by_role("link", name=re.compile("Your email")).click()
    accessible(page)
    walk.labelled(page, "Your email").fill("walter@people.example")
    page.get_by_role("button", name="Submit request").click()

    # Then a page of their own says the number, and so does an email with a link to it
    page.get_by_text("Your request was sent.").wait_for()
    number = HelpRequest.objects.get().number
    letter = walk.letter_to(
        page, mailbox, "walter@people.example", f"Your help desk request {number}"
    )
    page.goto(re.search(r"https?://\S+/help-desk/requests/\S+", walk.text_of(letter)).group())
    expect(page.get_by_role("heading", level=1)).to_contain_text(number)
    accessible(page)

    # And they can write again
    page.get_by_label("Your message").fill("Any news?")
    page.get_by_role("button", name="Send message").click()
    page.get_by_text("Your message was sent.").wait_for()
    expect(page.locator(".helpdesk-entry")).to_have_count(2)


PNG = b"\x89PNG\r\n\x1a\n"


def _photo(name: str, megabytes: int) -> dict:
    return {"name": name, "mimeType": "image/png", "buffer": PNG + bytes(megabytes * 2**20)}


def test_files_that_are_too_large_are_refused_before_sending_and_no_words_are_lost(
    page, accessible
):
    # Given somebody who has written their question
    page.goto("/help-desk/ask/recipient/")
    walk.labelled(page, "Your name").fill("Walter Pruitt")
    walk.labelled(page, "Your email").fill("walter@people.example")
    page.get_by_label("What is it about?").select_option("The invitation email")
    page.get_by_label("Subject").fill("No email yet")
    page.get_by_label("Your question").fill("My employer registered me.")
    files, send = (
        page.get_by_label("Pictures or documents"),
        page.get_by_role("main").get_by_role("button", name="Submit request"),
    )

    # When a picture is too large, or several are together, then it is said at once
    files.set_input_files([_photo("screen.png", 6)])
    expect(page.get_by_role("alert")).to_have_text(re.compile("screen.png is larger than 5.0"))
    accessible(page)
    files.set_input_files([_photo(f"{number}.png", 4) for number in range(3)])
    expect(page.get_by_role("alert")).to_have_text(re.compile("too large together"))

    # And nothing is sent, and nothing typed is lost
    send.click()
    expect(files).to_be_focused()
    expect(page.get_by_label("Your question")).to_have_value("My employer registered me.")
    assert not HelpRequest.objects.exists()

    # Until it is small enough
    files.set_input_files([_photo("screen.png", 1)])
    expect(page.get_by_role("alert")).to_have_count(0)
    send.click()
    page.get_by_text("Your request was sent.").wait_for()


def test_an_agent_finds_takes_answers_and_closes_a_request(
    page, enter, worker, mailbox, agent, accessible
):
    # Given two requests, of which an agent looks for one
    request = ask(name="Walter Pruitt", email="walter@people.example")
    ask(name="Helen Ostrander", email="helen@people.example")
    enter(page, agent).goto(DESK)
    expect(page.locator("tbody tr")).to_have_count(2)
    accessible(page)
    page.get_by_role("searchbox").fill("pruitt")
    walk.follow(page, page.get_by_role("button", name="Show"))
    walk.follow(page, page.get_by_role("link", name=request.number))

    # When the agent takes it, leaves a note and answers
    walk.follow(page, page.get_by_role("button", name="Take it"))
    walk.labelled(page, "Note").fill("Asked the employer")
    walk.follow(page, page.get_by_role("button", name="Save note"))
    walk.labelled(page, "Answer").fill("Please look in your spam folder.")
    page.get_by_label("After sending").select_option("Close it")
    page.get_by_role("button", name="Send answer").click()
    page.get_by_text("Your answer is on its way by email.").wait_for()
    accessible(page)

    # Then the answer is mailed, and the request is closed
    letter = walk.letter_to(
        page,
        mailbox,
        "walter@people.example",
        f"Answer to your help desk request {request.number}",
    )
    assert "spam folder" in walk.text_of(letter)
    page.goto(f"{DESK}?state=closed")
    expect(page.locator("table")).to_contain_text(request.number)


def test_two_agents_remove_a_person(new_page, enter, worker, mailbox, staff, agent, accessible):
    # Given a point of contact who asks for a removal from the page of loaded recipients
    organization = make.organization(by=staff)
    make.loaded(organization, ("Jane", "Quimby", "jane@people.example"), *make.people(2))
    contact = enter(new_page(), make.contact_of(organization))
    contact.goto(walk.BULK)
    link = contact.get_by_role("link", name="Ask the help desk to remove a recipient")
    walk.follow(contact, link)
    contact.get_by_label("First Name").fill("Jane")
    contact.get_by_label("Last Name").fill("Quimby")
    walk.labelled(contact, "Email").fill("Jane@people.example")
    contact.get_by_label("Subject").fill("Left")
    contact.get_by_label("Your question").fill("Jane has left us.")
    accessible(contact)
    contact.get_by_role("button", name="Submit request").click()
    contact.get_by_text("Your request was sent.").wait_for()

    # When one agent looks her up and proposes it
    url = f"{DESK}{HelpRequest.objects.get().number}/"
    first = enter(new_page(), agent)
    first.goto(url)
    walk.follow(first, first.get_by_role("button", name="Look up"))
    accessible(first)
    first.get_by_role("button", name="Propose removal").click()
    first.get_by_text("A colleague has to confirm it. Nothing").wait_for()
    expect(first.get_by_role("button", name="Confirm and erase")).to_have_count(0)

    # And a second one confirms it
    second = enter(new_page(), make.user(Role.HELP_DESK_AGENT, "tom@helpdesk.example"))
    second.goto(url)
    accessible(second)
    second.get_by_role("button", name="Confirm and erase").click()
    second.get_by_text("The person is being removed").wait_for()
    accessible(second)

    # Then she is told, and her employer's page has her no more
    walk.letter_to(second, mailbox, "jane@people.example", "Your details were removed")
    assert not Recipient.objects.filter(email="jane@people.example").exists()
    contact.goto(walk.BULK)
    expect(contact.locator("#loaded")).to_contain_text("Total number of records: 2")


@pytest.fixture
def otis(manager):
    """Begun at a desk, without email; born on March 9, 1981."""
    draft = registering.begin(
        location=a_location(), first_name="Otis", last_name="Greer", by=manager
    )
    about = answers.GOOD["about"]
    registration.save(
        recipient=draft.recipient, key=draft.key, page="about", typed=about, next_page="about"
    )
    return draft.recipient


def test_a_person_without_email_is_named_by_date_of_birth_and_removed(
    new_page, enter, worker, mailbox, agent, otis, accessible
):
    # Given his daughter, who has a phone and knows neither email nor code
    asker = new_page(viewport=PHONE)
    asker.goto("/help-desk/ask/recipient/?topic=removal")
    walk.labelled(asker, "Your name").fill("Ada Greer")
    walk.labelled(asker, "Your email").fill("ada@people.example")
    asker.get_by_label("First Name").fill("Otis")
    asker.get_by_label("Last Name").fill("Greer")
    asker.get_by_label("Subject").fill("My father")
    asker.get_by_label("Your question").fill("Please remove my father.")
    asker.get_by_role("button", name="Submit request").click()
    asker.get_by_role("alert").get_by_text("For a person without one").wait_for()
    accessible(asker)
    asker.get_by_label("Month").select_option("March")
    asker.get_by_label("Day").fill("9")
    asker.get_by_label("Year").fill("1981")
    asker.get_by_role("button", name="Submit request").click()
    asker.get_by_text("Your request was sent.").wait_for()

    # When one agent looks him up by what she gave, and another confirms
    url = f"{DESK}{HelpRequest.objects.get().number}/"
    first = enter(new_page(), agent)
    first.goto(url)
    walk.follow(first, first.get_by_role("button", name="Look up"))
    expect(first.locator("#removal")).to_contain_text("we cannot tell them")
    accessible(first)
    first.get_by_role("button", name="Propose removal").click()
    first.get_by_text("A colleague has to confirm it. Nothing").wait_for()
    second = enter(new_page(PHONE), make.user(Role.HELP_DESK_AGENT, "tom@helpdesk.example"))
    second.goto(url)
    second.get_by_role("button", name="Confirm and erase").click()
    second.get_by_text("The person is being removed.").wait_for()
    accessible(second)

    # Then she is asked to tell him, and he is gone
    subject = f"Answer to your help desk request {HelpRequest.objects.get().number}"
    letter = walk.letter_to(second, mailbox, "ada@people.example", subject)
    assert not Recipient.objects.filter(pk=otis.pk).exists()
    assert "please do" in " ".join(walk.text_of(letter).split())
