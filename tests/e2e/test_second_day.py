"""The second day: an agent's queue, forty unanswered invitations, hard names at the desk."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from cvms.accounts.models import User
from cvms.accounts.permissions import Role
from cvms.helpdesk.actions import removals
from cvms.helpdesk.models import HelpRequest, Removal, SavedReply
from cvms.mail.models import Message
from cvms.organizations.models import Organization
from cvms.providers.actions import keeping
from cvms.recipients.models import Recipient
from cvms.staff.actions.counting import recount
from tests import factors, make
from tests.e2e import walk
from tests.e2e.conftest import PHONE
from tests.helpdesk.requests import ask
from tests.providers.conftest import a_location, registered

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

REQUESTS = 8
FORTY = 40
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


class Hand:
    """Press, and count the presses."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0

    def press(self, control: Locator) -> None:
        walk.follow(self.page, control)
        self.presses += 1


@pytest.fixture
def agent(db):
    return make.user(Role.HELP_DESK_AGENT, "priya@helpdesk.example")


def test_an_agent_answers_each_request_with_one_press_on_one_page(
    page, enter, agent, worker, accessible
):
    # Given requests in two languages, and a reply that is kept in both
    SavedReply.objects.create(
        title="Spam folder",
        text_en="Dear {name}, look in your spam folder.",
        text_es="Estimado/a {name}: busque en el correo no deseado.",
    )
    for number in range(REQUESTS):
        ask(name=f"Person {number}", language="es" if number % 2 else "en")
    hand = Hand(enter(page, agent))
    page.goto("/staff/help-desk/")

    # When the agent takes the first, chooses the reply once, and goes on
    hand.press(page.get_by_role("button", name="Take the next request"))
    page.get_by_label("Saved reply").select_option("Spam folder")
    page.get_by_label("After sending").select_option("Close it")
    accessible(page)
    for _ in range(REQUESTS):
        hand.press(page.get_by_role("button", name="Send and go to the next"))

    # Then all are answered by as many presses, and one to begin
    page.get_by_text("Nothing else is waiting for you.").wait_for()
    assert hand.presses == REQUESTS + 1
    walk.see_rows(page, HelpRequest.objects.filter(state="closed"), REQUESTS)


def test_two_agents_remove_three_chosen_people_with_three_presses(
    new_page, enter, staff, agent, worker, accessible
):
    # Given a point of contact who ticks three people of the list on a phone
    organization = make.organization(by=staff)
    make.loaded(organization, *make.people(5))
    contact = enter(new_page(viewport=PHONE), make.contact_of(organization))
    contact.goto(walk.BULK)
    for number in (1, 2, 3):
        contact.get_by_label(f"Choose First{number} Last{number}").check()
    button = contact.get_by_role("button", name="Ask the help desk to remove those chosen")
    walk.follow(contact, button)
    accessible(contact)
    walk.see_no_sideways_scrolling(contact)
    walk.follow(contact, contact.get_by_role("button", name="Submit request"))
    contact.get_by_text("Your request was sent.").wait_for()

    # When one agent proposes all of them, and another confirms
    url = f"/staff/help-desk/{HelpRequest.objects.get().number}/"
    first = enter(new_page(), agent)
    first.goto(url)
    walk.follow(first, first.get_by_role("button", name="Propose the removal of all of them"))
    second = enter(new_page(), make.user(Role.HELP_DESK_AGENT, "tom@helpdesk.example"))
    second.goto(url)
    accessible(second)
    walk.follow(second, second.get_by_role("button", name="Confirm and erase"))

    # Then the page says when they are gone
    second.get_by_text("3 people were removed.").wait_for()
    assert set(Recipient.objects.values_list("last_name", flat=True)) == {"Last4", "Last5"}


def test_the_enter_key_on_a_checkbox_neither_erases_nor_closes(page, enter, agent, organization):
    # Given a removal that a colleague proposed
    make.loaded(organization, *make.people(2))
    asked = ask(topic="removal")
    other = make.user(Role.HELP_DESK_AGENT, "tom@helpdesk.example")
    for person in Recipient.objects.all():
        removals.propose(request=asked, recipient=person.pk, by=other)

    # When an agent who goes by keyboard presses Enter where a box is to be ticked
    enter(page, agent).goto(f"/staff/help-desk/{asked.number}/")
    page.get_by_label("First1 Last1").focus()
    page.keyboard.press("Enter")

    # Then the page says which buttons there are, and everybody is still there
    expect(page.get_by_text("Nothing was changed. Press “Confirm and erase”")).to_be_visible()
    assert set(Removal.objects.values_list("state", flat=True)) == {"proposed"}

    # And in the list, no request is closed
    page.goto("/staff/help-desk/")
    page.get_by_label(f"Choose {asked.number}").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Press “Close the chosen requests”")).to_be_visible()
    asked.refresh_from_db()
    assert not asked.closed


def test_a_picture_is_sent_with_a_request_and_an_agent_saves_it(new_page, enter, agent, accessible):
    # Given somebody who sends a photograph of the screen
    asker = new_page(viewport=PHONE)
    asker.goto("/help-desk/ask/organization/")
    walk.labelled(asker, "Your name").fill("Ida Roe")
    walk.labelled(asker, "Your email").fill("ida@mills.example")
    asker.get_by_label("What is it about?").select_option("Something else")
    asker.get_by_label("Subject").fill("A message")
    asker.get_by_label("Your question").fill("What does this mean?")
    field = asker.get_by_label("Pictures or documents")
    field.set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": b"<html>"})
    walk.follow(asker, asker.get_by_role("button", name="Submit request"))
    expect(asker.get_by_role("alert")).to_contain_text("a.png is not a picture or a PDF.")
    accessible(asker)
    field = asker.get_by_label("Pictures or documents")
    field.set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": PNG})
    walk.follow(asker, asker.get_by_role("button", name="Submit request"))
    expect(asker.get_by_role("link", name="a.png")).to_be_visible()

    # When an agent presses its name
    page = enter(new_page(), agent)
    page.goto(f"/staff/help-desk/{HelpRequest.objects.get().number}/")
    accessible(page)
    with page.expect_download() as saved:
        page.get_by_role("link", name="a.png").click()

    # Then the browser saves it
    assert saved.value.suggested_filename == "a.png"
    assert saved.value.path().read_bytes() == PNG


def test_forty_invitations_are_sent_again_with_one_press(page, enter, staff, accessible):
    # Given forty organizations that have not answered for a month
    for number in range(FORTY):
        make.organization(by=staff, submitted=False, email=f"c{number}@plant.example")
    User.objects.filter(portal="organization").update(password_changed_at=None)
    Message.objects.update(state=Message.State.SENT, sent_at=timezone.now())
    Organization.objects.update(invited_at=timezone.now() - timedelta(days=30))
    hand = Hand(enter(page, staff))
    page.goto("/staff/")

    # When staff see them all, and send again
    hand.press(page.get_by_role("link", name="See them all and send again"))
    accessible(page)
    hand.press(page.get_by_role("button", name="Send the invitation again to all of them"))

    # Then it took two presses: one to see them, one to send
    page.get_by_text("40 invitations are on their way again.").wait_for()
    assert hand.presses == 2


def test_state_staff_merge_organizations_open_a_person_and_read_the_map(
    page, enter, staff, accessible
):
    # Given one organization that was invited twice, with people on both lists
    first, second = make.organization(by=staff), make.organization(by=staff)
    registered(first, "Rosa", "Núñez", "rosa@people.example", date(1950, 3, 4))
    make.loaded(second, *make.people(2))
    recount()
    enter(page, staff).goto(f"/staff/organizations/{second.pk}/")

    # When staff merge them
    walk.follow(page, page.get_by_role("link", name="Merge with another organization"))
    accessible(page)
    page.locator("label").filter(has_text=f"({first.pk})").click()
    walk.follow(page, page.get_by_role("button", name="Merge", exact=True))
    walk.see_rows(page, Recipient.objects.filter(organization=first), 3)

    # And look at a person of it
    page.goto("/staff/people/")
    page.get_by_label("Name, email, phone, or code").fill("nunez")
    walk.follow(page, page.get_by_role("button", name="Search"))
    walk.follow(page, page.get_by_role("link", name="Rosa Núñez"))
    accessible(page)
    expect(page.get_by_role("main")).to_contain_text("Registered")
    expect(page.get_by_role("main")).not_to_contain_text("65 or older")

    # Then the map has every county, and its table hides where few live
    page.goto("/staff/statistics/")
    expect(page.locator(".cvms-map path")).to_have_count(100)
    expect(page.locator("#people-by-county tbody")).to_contain_text("Hidden (few people)")
    accessible(page)


@pytest.fixture
def desk(staff, manager, enter, page) -> Page:
    """The desk of a clinic, whose manager has signed in."""
    User.objects.filter(pk=manager.pk).update(roles=[])
    keeping.appoint(
        location=a_location(), first_name="Pat", last_name="Doe", email=manager.email, by=staff
    )
    manager.refresh_from_db()
    return enter(page, manager)


def born(place: Locator | Page, month: str, day: str, year: str) -> None:
    place.get_by_label("Month").select_option(month)
    place.get_by_label("Day").fill(day)
    place.get_by_label("Year").fill(year)


def test_the_desk_finds_either_family_name_and_asks_before_a_second_record(
    desk, organization, accessible
):
    # Given María Hernández López, who has registered
    registered(organization, "María", "Hernández López", "m@people.example", date(1980, 6, 9))

    # When the desk is told one of her family names, or the other
    for name in ("hernandez", "Lopez"):
        desk.goto("/provider/desk/")
        by_name = desk.get_by_role("region", name="By name and date of birth")
        by_name.get_by_label("Last name").fill(name)
        born(by_name, "June", "9", "1980")
        walk.follow(desk, by_name.get_by_role("button"))
        expect(desk.locator("#answer")).to_contain_text("María Hernández López")
    expect(desk.locator("#answer")).to_contain_text("June 9, 1980")

    # Then a second record of her is asked about, and none is made
    desk.goto("/provider/people/register/")
    walk.labelled(desk, "Legal first name").fill("Maria")
    walk.labelled(desk, "Legal last name").fill("Hernandez Lopez")
    born(desk, "June", "9", "1980")
    walk.follow(desk, desk.get_by_role("button", name="Next"))
    desk.get_by_text("Somebody with this name and date of birth has a record already").wait_for()
    accessible(desk)
    walk.see_rows(desk, Recipient.objects.all(), 1)


def test_the_desk_registers_an_invited_person_in_their_own_record(desk, organization, accessible):
    make.loaded(organization, ("Otis", "Greer", "otis@people.example"))
    desk.goto("/provider/desk/")
    by_email = desk.get_by_role("region", name="By email")
    by_email.get_by_role("textbox").fill("otis@people.example")
    walk.follow(desk, by_email.get_by_role("button"))
    accessible(desk)

    walk.follow(desk, desk.get_by_role("button", name="Register this person here"))

    expect(desk.get_by_role("main")).to_contain_text("Otis")
    assert Recipient.objects.get().email == "otis@people.example"


def test_a_staff_administrator_appoints_a_colleague_and_ends_the_account(
    new_page, worker, mailbox, accessible
):
    # Given an administrator with a phone, who signs in with a code
    administrator = make.user(Role.STAFF_ADMINISTRATOR, "june@state.example")
    factors.give_app(administrator)
    page = new_page(viewport=PHONE)
    page.goto("/staff/sign-in/")
    page.get_by_label("Username or email").fill(administrator.email)
    walk.labelled(page, "Password").fill(make.PASSWORD)
    walk.follow(page, page.get_by_role("main").get_by_role("button", name="Sign in"))
    page.get_by_label("Code").fill(factors.code())
    walk.follow(page, page.get_by_role("main").get_by_role("button", name="Sign in"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Staff accounts")
    accessible(page)

    # When they invite a colleague
    walk.follow(page, page.get_by_role("link", name="Invite a colleague"))
    expect(page.get_by_label("State IT", exact=True)).to_be_disabled()
    accessible(page)
    walk.labelled(page, "First Name").fill("Nina")
    walk.labelled(page, "Last Name").fill("Holt")
    walk.labelled(page, "Email").fill("nina@state.example")
    page.get_by_text("help desk agent").click()
    walk.follow(page, page.get_by_role("button", name="Send invitation"))
    expect(page.get_by_role("row", name="Nina Holt")).to_contain_text("Pat Doe")
    walk.see_no_sideways_scrolling(page)

    # Then the colleague comes in by the letter
    letter = walk.letter_to(
        page, mailbox, "nina@state.example", "Set your password for the CVMS Staff Console"
    )
    assert "/set-password/" in walk.text_of(letter)

    # And is shut out with one box and one press
    walk.follow(page, page.get_by_role("link", name="Nina Holt"))
    accessible(page)
    page.get_by_text("Can sign in", exact=True).click()
    walk.follow(page, page.get_by_role("button", name="Save"))
    expect(page.get_by_role("row", name="Nina Holt")).to_contain_text("Ended")
    assert not User.objects.get(email="nina@state.example").is_active
