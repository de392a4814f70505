"""A point of contact's second day: people who did not register, or get no mail."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from cvms.accounts.permissions import Role
from cvms.helpdesk.models import HelpRequest, RequestedChange
from cvms.mail.models import Message
from cvms.organizations.models import Organization
from cvms.recipients.actions import following
from cvms.recipients.models import Recipient
from tests import make
from tests.e2e import walk
from tests.e2e.conftest import PHONE
from tests.registration import answers

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
NARROW = {"width": 320, "height": 700}
HOME = "/organization/"


class Presses:
    """Press buttons, links and checkboxes, and count the presses."""

    def __init__(self, page):
        self.page, self.number = page, 0

    def follow(self, role, name):
        walk.follow(self.page, self.page.get_by_role(role, name=name))
        self.number += 1

    def tick(self, name):
        self.page.get_by_role("checkbox", name=name).check()
        self.number += 1


@pytest.fixture
def open_as(new_page, enter):
    """Opens a browser in which somebody is signed in."""

    def open_page(user, **options):
        return enter(new_page(**options), user)

    return open_page


@pytest.fixture
def signed_in(open_as, contact):
    """Opens a browser at the first page of the point of contact."""

    def open_page(**options):
        page = open_as(contact, **options)
        page.goto(HOME)
        return page

    return open_page


def _mark(people, **what):
    numbers = list(people.values_list("pk", flat=True))
    letters = Message.objects.filter(kind="recipient_invitation", about__in=numbers)
    letters.update(sent_at=timezone.now(), **what)


@pytest.fixture
def loaded(organization):
    """220 people of five days ago, whose invitations have left; eight of them have registered."""
    people = make.people(220)
    for some in (people[:100], people[100:200], people[200:]):
        make.loaded(organization, *some)
    Message.objects.exclude(kind="recipient_invitation").delete()
    Recipient.objects.update(loaded_at=timezone.now() - timedelta(days=5))
    _mark(Recipient.objects.all(), state="sent")
    for person in Recipient.objects.order_by("pk")[:8]:
        answers.register(person)
    following.follow_all()


def test_reminding_212_unregistered_people_takes_three_presses(loaded, signed_in, accessible):
    # Given the first page, which says how many have not registered
    page = signed_in()
    presses = Presses(page)
    not_registered = page.get_by_role("listitem").filter(has_text="Not registered yet")
    expect(not_registered).to_contain_text("212")
    accessible(page)

    # When they are chosen, and all of them are written to
    presses.follow("link", "Not registered yet")
    presses.follow("link", "Send again to all")
    expect(page.locator("main")).to_contain_text("212 people get an email now.")
    presses.follow("button", "Send 212 emails")

    # Then it took three presses, and each of them gets one letter
    expect(page.locator("#loaded")).to_contain_text("212 emails are on their way.")
    assert presses.number == 3
    letters = Message.objects.filter(kind="recipient_invitation", state=Message.State.QUEUED)
    assert len(set(letters.values_list("about"))) == len(letters) == 212


@pytest.fixture
def undelivered(organization):
    """Of 60 people, 30 have an address that does not exist."""
    make.loaded(organization, *make.people(60))
    people = Recipient.objects.order_by("pk")
    _mark(people, state="sent")
    _mark(people.filter(pk__in=people[30:].values("pk")), state="bounced", reason="no-such-address")
    following.follow_all()
    return list(people[30:])


def test_a_contact_finds_30_undelivered_people_and_asks_to_correct_them(
    undelivered, signed_in, open_as, accessible
):
    # Given the first page, which says that mail did not reach 30 people
    page = signed_in()
    presses = Presses(page)

    # When all are chosen on the list, over both of its pages, and the request is filled in
    presses.follow("link", re.compile("Mail did not reach 30 people"))
    expect(page.locator("#loaded")).to_contain_text("This address does not exist")
    presses.tick("Choose all 30 found, on every page")
    presses.follow("button", "Ask the help desk to correct those chosen")
    accessible(page)
    for person in undelivered:
        page.locator(f"[name=email_{person.pk}]").fill(f"right.{person.pk}@people.example")
    presses.follow("button", "Submit request")

    # Then that took fewer than ten presses
    expect(page.locator("#loaded")).to_contain_text("Your request was sent.")
    assert presses.number < 10
    request = HelpRequest.objects.get()
    assert len(RequestedChange.objects.filter(request=request)) == 30

    # And an agent carries it out with one
    agent = open_as(make.user(Role.HELP_DESK_AGENT, "priya@helpdesk.example"))
    agent.goto(f"/staff/help-desk/{request.number}/")
    walk.follow(agent, agent.get_by_role("button", name="Do all of these"))
    right = Recipient.objects.filter(email__startswith="right.")
    assert len(right) == 30


@pytest.fixture
def at_the_list(undelivered, signed_in):
    """The list of 60 people, on a page that remembers whether it was loaded again."""
    page = signed_in()
    page.goto(walk.BULK)
    page.evaluate("window.opened = true")
    return page


def test_filters_sorts_and_pages_replace_the_list_alone(at_the_list, accessible):
    # Given a file that somebody has begun to choose on the same page
    page = at_the_list
    page.get_by_text("This is our whole list").click()
    names = page.locator(".cvms-loaded__name")

    # When the list is sorted, paged and filtered
    walk.follow(page, page.get_by_role("columnheader").get_by_role("link", name="Last Name"))
    expect(page.get_by_role("columnheader", name="Last Name")).to_have_attribute(
        "aria-sort", "ascending"
    )
    above = page.get_by_role("navigation", name="Pages, above the list")
    walk.follow(page, above.get_by_role("link", name="Page 2"))
    expect(above.get_by_role("link", name="Page 2")).to_have_attribute("aria-current", "page")

    # Then the rest of the page stands, and the keyboard goes on from the list's heading
    heading = page.get_by_role("heading", name="Loaded recipients")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    expect(page.get_by_label("This is our whole list")).to_be_checked()
    walk.until(page, "window.opened === true")
    accessible(page)

    # And Back, Reload and the address lead to the same people
    second = walk.text_in(names.first)
    stages = page.get_by_role("navigation", name="People by stage")
    walk.follow(page, stages.get_by_role("link", name="Undelivered"))
    expect(page.locator("#loaded")).to_contain_text("Mail did not reach these people.")
    page.go_back()
    expect(above.get_by_role("link", name="Page 2")).to_have_attribute("aria-current", "page")
    expect(names.first).to_have_text(second)
    page.reload()
    expect(names.first).to_have_text(second)


def test_a_link_of_the_list_opens_the_whole_page_if_the_list_alone_does_not_come(at_the_list):
    page = at_the_list
    page.route(
        "**/*",
        lambda route: route.abort() if "hx-request" in route.request.headers else route.continue_(),
    )

    page.get_by_role("columnheader").get_by_role("link", name="Last Name").click()

    expect(page.get_by_role("columnheader", name="Last Name")).to_have_attribute(
        "aria-sort", "ascending"
    )
    walk.until(page, "window.opened === undefined")


def test_of_a_whole_page_that_answers_a_link_only_the_list_is_taken(at_the_list):
    # Given a web process of the former release, which does not know that a list can come alone
    page = at_the_list
    page.route("**/*", lambda route: route.continue_(headers=_without_target(route.request)))

    page.get_by_role("columnheader").get_by_role("link", name="Last Name").click()

    expect(page.get_by_role("columnheader", name="Last Name")).to_have_attribute(
        "aria-sort", "ascending"
    )
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("heading", name="Loaded recipients")).to_have_count(1)
    walk.until(page, "window.opened === true")


def _without_target(request):
    return {name: value for name, value in request.headers.items() if name != "hx-target"}


def test_the_change_of_language_leads_back_to_the_same_people(at_the_list):
    page = at_the_list
    stages = page.get_by_role("navigation", name="People by stage")
    walk.follow(page, stages.get_by_role("link", name="Undelivered"))
    expect(page.locator("#loaded")).to_contain_text("Mail did not reach these people.")

    walk.follow(page, page.get_by_role("button", name="Español"))

    expect(page).to_have_url(re.compile("stage=undelivered"))
    expect(page.locator("#loaded [aria-current=true]").first).to_contain_text("Sin entregar")


def test_pressing_links_of_the_list_is_not_being_idle(at_the_list):
    # Given somebody whose page was loaded long ago, but not so long that it warns
    page = at_the_list
    page.evaluate("localStorage.setItem('cvms:last-active', String(Date.now() - 8 * 60 * 1000))")

    page.get_by_role("columnheader").get_by_role("link", name="Last Name").click()

    walk.until(page, "Date.now() - Number(localStorage.getItem('cvms:last-active')) < 60 * 1000")


def test_a_search_under_way_is_given_up_when_a_link_of_the_list_is_followed(at_the_list):
    # Given a search whose answer is on its way
    page = at_the_list
    asked = []

    def hold(route):
        asked.append(route.request)

    page.route("**/search/**", hold)
    page.get_by_role("searchbox").fill("First7")
    page.get_by_role("button", name="Search", exact=True).click()
    walk.eventually(page, lambda: asked)

    # When a link is followed, then the answer cannot come after the link's
    with page.expect_event("requestfailed", lambda request: request in asked):
        page.get_by_role("columnheader").get_by_role("link", name="Last Name").click()
    expect(page).to_have_url(re.compile("sort=last_name"))


def test_the_list_is_sorted_right_after_a_download(at_the_list):
    page = at_the_list
    with page.expect_download():
        page.get_by_role("link", name="Download as CSV").click()

    page.get_by_role("columnheader").get_by_role("link", name="Last Name").click()

    expect(page.get_by_role("columnheader", name="Last Name")).to_have_attribute(
        "aria-sort", "ascending"
    )


@pytest.mark.parametrize("viewport", [PHONE, NARROW])
def test_the_list_on_a_phone_keeps_its_place_when_sorted_and_paged(
    undelivered, signed_in, viewport, accessible
):
    page = signed_in(viewport=viewport)
    page.goto(walk.BULK)
    accessible(page)

    sorts = page.get_by_role("navigation", name="Sort the list")
    walk.follow(page, sorts.get_by_role("link", name="Last Name"))
    expect(page.get_by_role("heading", name="Loaded recipients")).to_be_in_viewport()
    above = page.get_by_role("navigation", name="Pages, above the list")
    walk.follow(page, above.get_by_role("link", name="Page 2"))

    expect(page).to_have_url(re.compile(r"sort=last_name.*page=2#loaded$"))
    expect(page.get_by_role("heading", name="Loaded recipients")).to_be_in_viewport()
    walk.see_no_sideways_scrolling(page)
    accessible(page)


@pytest.mark.parametrize("viewport", [PHONE, NARROW])
def test_the_first_page_fits_a_phone_in_spanish(undelivered, signed_in, viewport, accessible):
    page = signed_in(viewport=viewport)

    walk.follow(page, page.get_by_role("button", name="Español"))

    expect(page.locator("main")).to_contain_text("Esta dirección no existe")
    walk.see_no_sideways_scrolling(page)
    accessible(page)


def test_a_colleague_is_invited_and_takes_over(
    signed_in, new_page, worker, mailbox, organization, accessible
):
    # Given somebody who leaves, and invites a colleague
    page = signed_in()
    walk.follow(page, page.get_by_role("link", name=re.compile("^Points of contact")))
    accessible(page)
    walk.labelled(page, "First Name").fill("Nadia")
    walk.labelled(page, "Last Name").fill("Brandt")
    walk.labelled(page, "Work email").fill("nadia@piedmont-plant.example")
    walk.follow(page, page.get_by_role("button", name="Send invitation"))
    expect(page.locator("main")).to_contain_text("Nadia Brandt was invited")

    # When she has her password, and the work is handed over to her
    letter = walk.letter_to(
        page,
        mailbox,
        "nadia@piedmont-plant.example",
        "Complete your registration in the CVMS Organization Portal",
    )
    nadia = new_page()
    walk.set_password(nadia, walk.link_in(letter))
    walk.follow(page, page.get_by_role("link", name="Hand over to a colleague"))
    page.get_by_label("Who takes over?").select_option(
        "Nadia Brandt (nadia@piedmont-plant.example)"
    )
    walk.follow(page, page.get_by_role("button", name="Hand over and close my account"))

    # Then one is out, and the other goes on
    expect(page.locator("main")).to_contain_text("You have handed over")
    nadia.goto(reverse("organizations:colleagues"))
    expect(nadia.get_by_role("row", name=re.compile("^Marcus"))).to_contain_text("Deactivated")


@pytest.mark.parametrize("width", [1024, 1280])
def test_a_long_organization_name_leaves_room_for_the_account(
    organization, contact, signed_in, width
):
    words = "Featherstonehaugh-Cholmondeley Poultry Processing of Eastern North Carolina"
    Organization.objects.update(name=f"{words} and Cold Storage, LLC")
    contact.language = "es"
    contact.save()

    page = signed_in(viewport={"width": width, "height": 700})

    walk.see_no_sideways_scrolling(page)
    button = page.get_by_role("button", name="Cerrar sesión", exact=True).first
    expect(button).to_be_in_viewport(ratio=1)
