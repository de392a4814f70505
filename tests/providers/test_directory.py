"""The public directory: what a visitor finds, in which order, and what it costs."""

import pytest
from django.db import IntegrityError, connection, transaction

from cvms.providers.directory import find
from cvms.providers.models import Location

from .conftest import LOCATION, a_location

pytestmark = pytest.mark.django_db

PAGE = "/find-a-provider/"


@pytest.fixture
def places(db):
    """Wake County with three, two of them outside of the ZIP code; Durham; far Buncombe."""
    return {
        name: a_location(name=name, zip_code=zip_code, county=county)
        for name, zip_code, county in [
            ("Apex Pharmacy", "27502", "37183"),
            ("Cedar Clinic", "27610", "37183"),
            ("Zebulon Health", "27597-0001", "37183"),
            ("Bragtown Center", "27704", "37063"),
            ("Knightdale Drive-in", "27699", "37101"),
            ("Asheville Hospital", "28801", "37021"),
        ]
    }


def names(**search):
    return [location.name for location in find(**search)]


def test_a_zip_code_finds_its_own_then_its_county_then_the_area_around(places):
    assert names(zip_code="27610") == [
        "Cedar Clinic",
        "Apex Pharmacy",
        "Zebulon Health",
        "Knightdale Drive-in",
    ]


def test_a_nine_digit_zip_code_finds_the_same_as_five_digits(places):
    assert names(zip_code="27610-1234") == names(zip_code="27610")
    assert names(zip_code="27597")[0] == "Zebulon Health"


def test_a_county_finds_all_of_it_by_name(places):
    assert names(county="37183") == ["Apex Pharmacy", "Cedar Clinic", "Zebulon Health"]


def test_a_zip_code_and_a_county_find_the_zip_code_first(places):
    assert names(zip_code="27610", county="37063") == [
        "Cedar Clinic",
        "Bragtown Center",
        "Knightdale Drive-in",
    ]


def test_without_a_search_all_locations_are_listed_by_name(places):
    assert names() == sorted(places)


def test_an_unlisted_location_is_not_found(places):
    Location.objects.filter(name="Cedar Clinic").update(listed=False)

    assert "Cedar Clinic" not in names()
    assert names(zip_code="27610") == ["Knightdale Drive-in"]


def test_the_directory_can_show_only_locations_with_appointments(places):
    Location.objects.exclude(name="Apex Pharmacy").update(takes_appointments=False)

    assert names(county="37183", appointments=True) == ["Apex Pharmacy"]


def test_the_page_says_where_to_call_and_when_it_was_updated(client, places):
    Location.objects.update(updated_at="2021-03-01T12:00Z")

    page = client.get(PAGE, {"county": "37021"}).content.decode()

    assert "Asheville Hospital" in page
    assert 'href="tel:+19195550142"' in page
    assert "919-555-0142" in page
    assert "Last updated March 1, 2021" in page
    assert "Buncombe County" in page


@pytest.mark.parametrize(
    ("search", "said"),
    [
        ({"zip_code": "99999"}, "No provider found"),
        ({"zip_code": "2761"}, "Enter a ZIP code of 5 digits"),
        ({"county": "12345"}, "Select a valid choice"),
        ({"page": "9999"}, "Asheville Hospital"),
        ({"page": "x"}, "Asheville Hospital"),
    ],
)
def test_a_search_for_nothing_and_a_wrong_search_say_what_to_do(client, places, search, said):
    response = client.get(PAGE, search)

    assert response.status_code == 200
    assert said in response.content.decode()


def test_an_empty_directory_says_so(client, db):
    assert "No provider is in the directory yet" in client.get(PAGE).content.decode()


def test_a_page_has_twenty_locations_and_takes_the_same_queries(
    client, db, django_assert_max_num_queries
):
    Location.objects.bulk_create(
        Location(**{**LOCATION, "name": f"Clinic {number:03}"}) for number in range(45)
    )

    with django_assert_max_num_queries(2):
        page = client.get(PAGE, {"zip_code": "27610", "page": "3"}).content.decode()

    assert page.count("usa-card__heading") == 5
    assert "zip_code=27610" in page  # the page numbers keep the search


def test_the_zip_code_search_can_use_its_index(db):
    Location.objects.bulk_create(
        Location(**{**LOCATION, "name": f"Clinic {number}", "zip_code": f"27{number % 1000:03}"})
        for number in range(2000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE providers_location")

    plan = Location.objects.listed().filter(zip_code__startswith="27612").explain()

    assert "providers_zip_code" in plan


@pytest.mark.parametrize("missing", [{"county": ""}, {"phone": "", "website": ""}])
def test_the_database_refuses_an_incomplete_location(db, missing):
    with pytest.raises(IntegrityError), transaction.atomic():
        a_location(**missing)


@pytest.mark.parametrize(
    ("setting", "link"),
    [
        ("", "http://testserver/find-a-provider/"),
        ("https://state.example/x", "https://state.example/x"),
    ],
)
def test_pages_and_letters_point_to_the_states_own_page_where_there_is_one(
    client, monkeypatch, setting, link
):
    from dataclasses import replace  # noqa: PLC0415

    from cvms.ui import addresses  # noqa: PLC0415

    monkeypatch.setattr(
        addresses, "JURISDICTION", replace(addresses.JURISDICTION, providers_url=setting)
    )

    assert f'href="{link}"' in client.get("/help/next-steps/").content.decode()


def test_the_directory_reads_in_spanish(client, places):
    client.cookies["django_language"] = "es"

    page = client.get(PAGE, {"zip_code": "27610"}).content.decode()

    assert "Buscar un centro de vacunación" in page
    assert "En el condado de Wake" in page
    assert "4 centros de vacunación" in page
