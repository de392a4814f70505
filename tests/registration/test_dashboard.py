"""My Dashboard and Profile: what a person keeps, and what they can change."""

from datetime import date

import pytest

from cvms.eligibility.models import Case
from cvms.registration.models import Registration
from tests.registration import answers

pytestmark = pytest.mark.django_db

CONTACT = {
    "phone": "919-555-0123",
    "channel": "phone",
    "language": "es",
    "street": "2 Oak St",
    "city": "Cary",
    "state": "NC",
    "zip_code": "27511",
    "county": "37183",
}


def test_before_registering_the_dashboard_leads_to_the_registration(browser):
    page = browser.get("/portal/dashboard/").content.decode()
    assert "There is no eligibility status yet" in page
    assert 'href="/portal/registration/"' in page
    assert browser.get("/portal/dashboard/code.svg").status_code == 404
    assert browser.get("/portal/registration/submitted/").url == "/portal/registration/"


def test_the_dashboard_keeps_the_status_and_the_code(browser, recipient, today):
    today(date(2021, 2, 26))
    answers.register(recipient)
    page = browser.get("/portal/dashboard/").content.decode()
    assert "You are not eligible yet. Your group opens on March 3, 2021." in page
    assert "Vaccine group 3" in page
    assert "not an appointment" in page
    assert Case.objects.get(recipient=recipient).code in page


def test_the_code_is_a_picture_that_a_scanner_reads(browser, registered):
    response = browser.get("/portal/dashboard/code.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content.startswith(b"<?xml")
    assert response["Cache-Control"] == "no-store"


def test_contact_details_change_without_a_new_decision(browser, registered):
    before = Case.objects.get(recipient=registered).decided_at
    browser.post("/portal/profile/", CONTACT | {"county": "37063"})
    registration = Registration.objects.get(recipient=registered)
    assert (registration.phone, registration.city) == ("+19195550123", "Cary")
    assert registration.last_name == "Delgado Ruiz"
    assert Case.objects.get(recipient=registered).decided_at == before
    registered.user.refresh_from_db()
    assert registered.user.language == "es"


def test_wrong_contact_details_are_explained(browser, registered):
    page = browser.post("/portal/profile/", CONTACT | {"phone": "1"}).content.decode()
    assert "Enter a phone number of 10 digits" in page
    assert Registration.objects.get(recipient=registered).city == "Durham"


def test_profile_before_registering(browser):
    page = browser.get("/portal/profile/").content.decode()
    assert "rosa@people.example.covid19vaccine" in page
    assert "Change your password" in page


def test_the_organizations_name_for_a_person_stays_as_it_was(browser, registered):
    registered.refresh_from_db()
    assert registered.last_name == "Delgado"
    assert "Delgado Ruiz" in browser.get("/portal/profile/").content.decode()


def test_the_menu_is_the_guides(browser):
    page = browser.get("/portal/").content.decode()
    tabs = ["Home", "Vaccine Registration", "My Dashboard", "Profile", "Help &amp; Information"]
    places = [page.index(f"<span>{tab}</span>") for tab in tabs]
    assert places == sorted(places)


@pytest.mark.parametrize("page", ["", "registration/", "registration/confirmation/", "dashboard/"])
def test_a_page_takes_few_queries(browser, registered, page, django_assert_max_num_queries):
    browser.post("/portal/registration/")
    with django_assert_max_num_queries(8):
        browser.get(f"/portal/{page}")


def test_moving_to_another_county_is_decided_again(browser, registered):
    browser.post("/portal/profile/", CONTACT | {"county": "37183"})
    case = Case.objects.get(recipient=registered)
    assert case.answered.county == "37183"
    assert case.history.count() == 2


def test_help_is_the_recipients_own(browser, client):
    menu = browser.get("/portal/").content.decode()
    assert "/help/your-registration/" in menu
    assert "/help/next-steps/" not in menu
    page = browser.get("/help/your-registration/").content.decode()
    for said in (
        "Your username",
        "Your password",
        "Change your answers",
        "What a vaccine group is",
        "Other languages",
        'href="tel:711"',
    ):
        assert said in page
    client.post("/language/", {"language": "es", "next": "/help/your-registration/"})
    spanish = client.get("/help/your-registration/").content.decode()
    assert "Qué es un grupo de vacunación" in spanish
