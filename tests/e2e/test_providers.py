"""A location manager's day, and a visitor who looks for a provider."""

import json
import re
from datetime import date

import pytest
import qrcode
from playwright.sync_api import Page, expect

from cvms.accounts.models import User
from cvms.eligibility.models import Case
from cvms.providers.actions import keeping
from cvms.providers.models import Location
from cvms.registration.models import Registration
from cvms.registration.qr import address_of
from tests import make
from tests.e2e import walk
from tests.e2e.conftest import PHONE
from tests.providers.conftest import a_location, registered

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

CHOICES = {
    "about": {"sex": "M", "races": "2054-5", "ethnicity": "2186-5"},
    "work": {
        "health_worker": "none",
        "frontline_sector": "none",
        "other_essential": "no",
        "correctional_or_shelter_staff": "no",
        "student": "no",
    },
    "home": {"long_term_care": "none", "residence": "own-home"},
    "medical": {"conditions": "none"},
}


@pytest.fixture
def clinic(db) -> Location:
    return a_location()


@pytest.fixture
def desk(clinic, manager, staff, page) -> Page:
    """The clinic's manager, appointed by staff and signed in."""
    User.objects.filter(pk=manager.pk).update(roles=[])
    keeping.appoint(
        location=clinic, first_name="Pat", last_name="Doe", email=manager.email, by=staff
    )
    walk.sign_in(page, "provider", manager.email)
    return page


def choose(page: Page, name: str, value: str) -> None:
    """Radio buttons and boxes are chosen by their labels, as a hand does it."""
    page.locator(f'input[name="{name}"][value="{value}"] + label').click()


def onward(page: Page, to: str) -> None:
    walk.follow(page, page.get_by_role("button", name="Next"))
    expect(page).to_have_url(re.compile(f"/{to}/$"))


def test_a_new_manager_signs_in_through_the_letter(clinic, staff, page, mailbox, worker):
    keeping.appoint(
        location=clinic, first_name="Ines", last_name="Baker", email="ines@clinic.example", by=staff
    )

    letter = walk.letter_to(
        page, mailbox, "ines@clinic.example", "You manage a location in the CVMS Provider Pages"
    )
    walk.set_password(page, walk.link_in(letter))

    page.wait_for_url("**/provider/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cedar Street Clinic")


def test_a_location_manager_invites_an_organization(desk, accessible):
    accessible(desk)
    walk.follow(desk, desk.get_by_role("navigation").get_by_role("link", name="Organizations"))
    walk.labelled(desk, "Organization name").fill("Blue Ridge Foods")
    walk.labelled(desk, "Point of contact's first name").fill("Helen")
    walk.labelled(desk, "Point of contact's last name").fill("Ostrander")
    walk.labelled(desk, "Point of contact's email").fill("helen@blueridge.example")
    desk.get_by_role("button", name="Send invitation").click()
    desk.get_by_text("Blue Ridge Foods was invited.").wait_for()
    accessible(desk)


def test_the_desk_verifies_a_person_in_each_of_the_three_ways(desk, organization, accessible):
    # Given somebody who has registered
    rosa = registered(organization, "Rosa", "Núñez", "rosa@people.example", date(1950, 3, 4))
    answer = desk.locator("#answer")

    # When a scanner types the code where the cursor is, and Enter
    desk.goto("/provider/")
    expect(desk.locator("[name=code]")).to_be_focused()
    desk.keyboard.type(rosa.code.replace("-", "").lower() + "\n")

    # Then name, group and status are there
    answer.get_by_text("Rosa Núñez").wait_for()
    expect(answer).to_contain_text("2: Anyone 65 or older")
    expect(answer).to_contain_text("Eligible now, since January 14, 2021")
    accessible(desk)

    # And so they are by name and date of birth
    by_name = desk.get_by_role("region", name="By name and date of birth")
    by_name.get_by_label("Last name").fill("nunez")
    by_name.get_by_label("Month").select_option("March")
    by_name.get_by_label("Day").fill("4")
    by_name.get_by_label("Year").fill("1950")
    walk.follow(desk, by_name.get_by_role("button"))
    answer.get_by_text("Rosa Núñez").wait_for()

    # And by email; no address ever holds what was typed
    by_email = desk.get_by_role("region", name="By email")
    by_email.get_by_role("textbox").fill("rosa@people.example")
    walk.follow(desk, by_email.get_by_role("button"))
    answer.get_by_text("Rosa Núñez").wait_for()
    expect(desk).to_have_url(re.compile("/provider/desk/$"))


def test_the_desk_registers_a_person_without_email(desk, accessible):
    # Given a person at the desk
    walk.follow(desk, desk.get_by_role("link", name="Register a person without email"))
    walk.labelled(desk, "Legal first name").fill("Otis")
    walk.labelled(desk, "Legal last name").fill("Greer")
    desk.get_by_label("Month").select_option("March")
    desk.get_by_label("Day").fill("9")
    desk.get_by_label("Year").fill("1951")
    accessible(desk)
    onward(desk, "contact")

    # When the wizard's questions are answered
    choose(desk, "channel", "paper")
    choose(desk, "language", "en")
    accessible(desk)
    onward(desk, "address")
    walk.labelled(desk, "Street address").fill("14 Elm St")
    walk.labelled(desk, "City").fill("Durham")
    walk.labelled(desk, "ZIP code").fill("27701")
    desk.locator("[name=county]").select_option("Durham")
    onward(desk, "about")
    expect(desk.get_by_label("Year")).to_have_value("1951")
    following = [*list(CHOICES)[1:], "confirmation"]
    for (_page, choices), to in zip(CHOICES.items(), following, strict=True):
        for name, value in choices.items():
            choose(desk, name, value)
        onward(desk, to)
    expect(desk.locator("main")).to_contain_text("Otis")
    desk.get_by_role("button", name="Submit").click()

    # Then the paper to hand over says the status and has the code
    desk.wait_for_url("**/status/")
    expect(desk.locator("main")).to_contain_text("You are eligible for a vaccine now.")
    code = Case.objects.get().code
    expect(desk.locator(".cvms-code__letters")).to_have_text(code)
    accessible(desk)
    assert walk.sheets(desk) == 1
    assert Registration.objects.get().channel == "paper"

    # And any desk reads that code
    desk.goto("/provider/desk/")
    expect(desk.locator("[name=code]")).to_be_focused()
    desk.keyboard.type(code + "\n")
    desk.locator("#answer").get_by_text("Otis Greer").wait_for()


def test_a_visitor_finds_a_provider_on_a_phone(clinic, new_page, accessible):
    a_location(name="Apex Family Health", zip_code="27502")
    a_location(name="Asheville Hospital", zip_code="28801", county="37021")
    page = new_page(PHONE)

    page.goto("/find-a-provider/")
    page.get_by_label("ZIP code").fill("27610")
    page.get_by_role("button", name="Search").click()

    page.wait_for_url("**zip_code=27610**")
    headings = page.locator(".usa-card__heading")
    expect(headings).to_have_text(["Cedar Street Clinic", "Apex Family Health"])
    telephone = page.get_by_role("link", name="919-555-0142").first
    expect(telephone).to_have_attribute("href", "tel:+19195550142")
    accessible(page)

    # And a search that finds nobody leads on
    page.get_by_label("ZIP code").fill("99999")
    walk.follow(page, page.get_by_role("button", name="Search"))
    walk.follow(page, page.get_by_role("link", name="Show all providers"))
    page.get_by_role("heading", name="Asheville Hospital").wait_for()


def test_without_javascript_the_desk_works(clinic, staff, new_page, organization):
    rosa = registered(organization, "Rosa", "Núñez", "rosa@people.example", date(1950, 3, 4))
    manager = keeping.appoint(
        location=clinic, first_name="Ines", last_name="Baker", email="ines@clinic.example", by=staff
    )
    manager.user.set_password(make.PASSWORD)
    manager.user.password_changed_at = rosa.decided_at
    manager.user.save()
    page = new_page(java_script_enabled=False)
    walk.sign_in(page, "provider", "ines@clinic.example")

    page.get_by_label("Code from the person's dashboard or paper").fill(rosa.code)
    walk.follow(page, page.get_by_role("button", name="Verify"))

    expect(page.locator("#answer")).to_contain_text("Rosa Núñez")


# A camera that sees a picture of the page's own: the library and the page are the real ones.
CAMERA = """
navigator.mediaDevices.getUserMedia = async () => {
  const rows = %s;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = (rows.length + 8) * 8;
  const pen = canvas.getContext("2d");
  const draw = () => {
    pen.fillStyle = "white";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = "black";
    rows.forEach((row, y) => row.forEach((dark, x) => {
      if (dark) pen.fillRect((x + 4) * 8, (y + 4) * 8, 8, 8);
    }));
    requestAnimationFrame(draw);
  };
  draw();
  return canvas.captureStream(20);
};
"""


def test_a_tablets_camera_reads_the_code(desk, organization, accessible):
    # Given somebody who shows the code on their dashboard to the camera
    rosa = registered(organization, "Rosa", "Núñez", "rosa@people.example", date(1950, 3, 4))
    picture = qrcode.QRCode(border=0)
    picture.add_data(address_of(rosa.code))
    desk.add_init_script(CAMERA % json.dumps(picture.get_matrix()))
    asked = []
    desk.on("request", lambda request: asked.append(request.url))
    desk.goto("/provider/desk/")

    # When the manager asks for the camera; the library is loaded only then
    button = desk.get_by_role("button", name="Scan with the camera")
    expect(button).to_be_visible()
    accessible(desk)
    assert not [url for url in asked if "/qr/" in url]
    button.click()

    # Then the person is found
    desk.locator("#answer").get_by_text("Rosa Núñez").wait_for()
    assert [url for url in asked if "/qr/" in url]


def test_a_camera_that_is_refused_says_what_to_do(desk):
    desk.add_init_script(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('refused'))"
    )
    desk.goto("/provider/desk/")
    desk.get_by_role("button", name="Scan with the camera").click()
    desk.get_by_text("The camera cannot be used.").wait_for()


def test_a_visitor_checks_before_registering_with_the_keyboard(new_page, accessible, db):
    page = new_page(PHONE, locale="es-US")
    page.goto("/portal/check/")
    accessible(page)
    page.get_by_label("Mes", exact=True).select_option("marzo")
    page.get_by_label("Día", exact=True).fill("4")
    page.get_by_label("Año", exact=True).fill("1950")
    for name, value in {
        "work": "none", "in_person": "no", "home": "own-home", "conditions": "none"
    }.items():  # fmt: skip
        page.locator(f'input[name="{name}"][value="{value}"]').press("Space")
    page.get_by_role("button", name="Consultar").press("Enter")
    page.get_by_role("heading", name="Usted ya puede recibir una vacuna.").wait_for()
    accessible(page)
    walk.see_no_sideways_scrolling(page)


def test_without_javascript_a_visitor_checks_before_registering(new_page, db):
    page = new_page(java_script_enabled=False)
    page.goto("/portal/check/")
    page.get_by_role("button", name="Check").click()
    expect(page.locator("main")).to_contain_text("Choose an answer.")
