"""The product in Firefox and in WebKit: the guide, the worklist, columns, the wizard, the desk."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from selenium.webdriver.remote.webdriver import WebDriver

from cvms.eligibility.models import Case
from cvms.providers.models import LocationManager
from cvms.recipients.models import Recipient
from tests import make
from tests.e2e.engines import ENGINES, Hand
from tests.providers.conftest import a_location, registered

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
SAMPLE = Path(__file__).resolve().parents[1] / "samples/should_refuse/hr_export.csv"
ANSWERS = {
    "sex": "M",
    "races": "2054-5",
    "ethnicity": "2186-5",
    "health_worker": "none",
    "frontline_sector": "none",
    "other_essential": "no",
    "correctional_or_shelter_staff": "no",
    "student": "no",
    "long_term_care": "none",
    "residence": "own-home",
    "conditions": "none",
}


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in ENGINES],
)
def browser(request: pytest.FixtureRequest, tmp_path_factory: object) -> Iterator[WebDriver]:
    with ENGINES[request.param](tmp_path_factory.mktemp("driver")) as started:
        yield started


@pytest.fixture
def hand(browser: WebDriver, site: str) -> Hand:
    return Hand(browser, site)


def test_a_list_is_uploaded_and_corrected_and_its_columns_are_chosen(
    hand: Hand, contact, tmp_path
) -> None:
    # Given a list with a fault, uploaded by Low Volume
    crew = tmp_path / "crew.csv"
    crew.write_bytes(make.csv(("Al", "Ash", "al@ash"), ("Bo", "Birch", "bo@b.example")))
    hand.sign_in("organization", contact.email, make.PASSWORD)
    hand.goto("/organization/bulk-registration/")
    hand.upload(crew)
    hand.sees("1 record has a problem")

    # When the fault is mended on the page and the records are created
    hand.fill("Email, line 1", "al@ash.example")
    hand.press("Check again")
    hand.sees("2 records were found and none has a problem.")
    hand.follow("Create Records")
    hand.sees("2 recipient records were created successfully.")
    hand.follow("OK")

    # And another file's columns are said
    hand.goto("/organization/bulk-registration/")
    hand.upload(SAMPLE)
    hand.sees("Which column is which?")
    hand.press("Show how it will be read")
    hand.sees("How the first rows will be read")
    hand.follow("Use these columns")
    hand.follow("Create Records")

    # Then the people of both are there
    hand.sees("created")
    hand.see_rows(Recipient.objects.filter(email__in=["al@ash.example", "bo@b.example"]), 2)
    hand.see_rows(Recipient.objects.all(), 4)


def test_a_person_registers(hand: Hand, organization) -> None:
    make.loaded(organization, ("Otis", "Greer", "otis@people.example"))
    person = Recipient.objects.get()
    person.user.set_password(make.PASSWORD)
    person.user.save()
    hand.sign_in("portal", person.email, make.PASSWORD)
    hand.goto("/portal/registration/")

    hand.follow("Next")
    hand.fill("Phone number (XXX-XXX-XXXX)", "919-555-0177")
    hand.follow("Next")
    hand.fill("Street address", "14 Elm St")
    hand.fill("City", "Durham")
    hand.fill("ZIP code", "27701")
    hand.select("county", "Durham")
    hand.follow("Next")
    hand.select("date_of_birth_0", "March")
    hand.fill("Day", "9")
    hand.fill("Year", "1941")
    for name, value in ANSWERS.items():
        if name in ("health_worker", "long_term_care", "conditions"):
            hand.follow("Next")
        hand.choose(name, value)
    hand.follow("Next")
    hand.follow("Submit")

    hand.sees("You are eligible for a vaccine now.")
    assert Case.objects.get().group == "2"


def test_a_person_is_found_at_the_desk(hand: Hand, organization, manager) -> None:
    LocationManager.objects.create(user=manager, location=a_location())
    rosa = registered(organization, "Rosa", "Núñez", "rosa@people.example", date(1950, 3, 4))
    hand.sign_in("provider", manager.email, make.PASSWORD)
    hand.goto("/provider/")

    hand.scan(rosa.code.lower(), "code")

    hand.sees("Rosa Núñez")
    hand.sees("Eligible now, since January 14, 2021")
