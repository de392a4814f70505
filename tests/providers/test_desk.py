"""The verification desk: who is found, what is shown, and what is kept of it."""

from datetime import date

import pytest
from django.db import connection

from cvms.audit.models import Event
from cvms.providers.actions.looking_up import look_up
from cvms.registration.finding import Way
from cvms.registration.models import Registration
from cvms.registration.names import folded
from cvms.registration.qr import address_of
from tests import make

from .conftest import registered

pytestmark = pytest.mark.django_db

DESK = "/provider/desk/"
BORN_ON = {"date_of_birth_0": "3", "date_of_birth_1": "4", "date_of_birth_2": "1950"}


@pytest.fixture
def desk(at_location, as_user):
    """Posts what is typed into one of the desk's forms; gives the page's text."""
    client = as_user(at_location)

    def post(way, **typed):
        response = client.post(DESK, {"way": way, **typed})
        assert response.status_code == 200
        return response.content.decode()

    return post


def test_a_person_is_verified_in_each_of_the_three_ways(desk, rosa):
    for page in (
        desk("code", code=rosa.code),
        desk("name", last_name="nunez", **BORN_ON),
        desk("email", email="ROSA@people.example"),
    ):
        assert "Rosa Núñez" in page
        assert "Eligible now, since" in page


def test_a_code_is_read_however_it_is_typed_or_scanned(desk, rosa):
    plain = rosa.code.replace("-", "")
    for typed in (
        plain.lower(),
        f" {plain[:4]} {plain[4:]} ",
        f"https://portal.example/provider/desk/{rosa.code}/",
        f"https://portal.example/provider/desk/#{plain}",
        f"https://portal.example/?code={rosa.code}",
    ):
        assert "Rosa Núñez" in desk("code", code=typed)


def test_the_desk_shows_name_group_and_status_and_nothing_else(desk, rosa):
    page = desk("code", code=rosa.code)

    for hidden in ("rosa@people.example", "Piedmont Plant", rosa.code, "Elm St"):
        assert hidden not in page


def test_the_day_of_birth_is_shown_to_compare_with_an_identity_card(desk, rosa):
    page = desk("code", code=rosa.code)
    assert "March 4, 1950" in page
    assert "Compare it with a photo ID." in page


def test_a_person_who_has_not_registered_has_no_group(desk, organization):
    make.loaded(organization, ("Ada", "Chen", "ada@people.example"))

    page = desk("email", email="ada@people.example")

    assert "Ada Chen" in page
    assert "Not registered yet" in page


def test_several_matches_are_not_shown_until_the_first_name_tells_them_apart(
    desk, rosa, organization
):
    # Given twins
    registered(organization, "Rita", "Núñez", "rita@people.example", date(1950, 3, 4))

    # When they are looked up by what they share
    page = desk("name", last_name="Núñez", **BORN_ON)

    # Then neither is shown, and the first name helps
    assert "More than one person matches" in page
    assert "Rosa" not in page
    assert "Rita" not in page
    assert "Rita Núñez" in desk("name", last_name="Núñez", first_name="rita", **BORN_ON)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"way": "code", "code": "K7Q2"}, "A code has 8 letters and digits"),
        ({"way": "email", "email": "rosa at home"}, "Enter an email address"),
        ({"way": "name", "last_name": "Núñez", "date_of_birth_0": "2", "date_of_birth_1": "30",
          "date_of_birth_2": "1950"}, "Enter a date that exists"),
        ({"way": "name", "last_name": "Núñez", "date_of_birth_0": "2", "date_of_birth_1": "3",
          "date_of_birth_2": "2950"}, "This day is still to come"),
        ({"way": "nonsense"}, "Enter the code"),
        ({"way": "code", "code": "\x00"}, "Null characters are not allowed"),
    ],
)  # fmt: skip
def test_an_invalid_search_is_explained_and_not_recorded(desk, typed, said):
    assert said in desk(**typed)
    assert not Event.objects.filter(action="providers.looked_up").exists()


def test_every_look_up_is_recorded_without_what_was_typed(desk, rosa, at_location, location):
    # When somebody is found, and somebody is not
    desk("name", last_name="Núñez", **BORN_ON)
    desk("email", email="nobody@people.example")

    # Then the trail says who looked, in which way, and at whom by number
    found, missed = Event.objects.filter(action="providers.looked_up").order_by("id")
    assert found.who == missed.who == at_location.pk
    assert (found.kind, found.about) == ("recipients.recipient", str(rosa.recipient_id))
    assert found.details == {"way": "name", "found": 1, "location": location.pk}
    assert (missed.about, missed.details["found"]) == ("", 0)
    for event in (found, missed):
        assert "nobody" not in str(event.details)
        assert "1950" not in str(event.details)


def test_a_code_in_the_url_of_the_desk_shows_and_records_nobody(at_location, as_user, rosa):
    page = as_user(at_location).get(DESK, {"way": "code", "code": rosa.code}).content.decode()

    assert "Rosa" not in page
    assert not Event.objects.filter(action="providers.looked_up").exists()


def test_look_ups_are_limited(settings, at_location, as_user, rosa):
    settings.LIMITS = settings.LIMITS | {"look_up_person": "2/h/subject"}
    client = as_user(at_location)
    tries = [client.post(DESK, {"way": "code", "code": rosa.code}) for _ in range(3)]

    assert [response.status_code for response in tries] == [200, 200, 429]
    assert "Wait 30 minutes." in tries[-1].content.decode()
    assert Event.objects.filter(action="providers.looked_up").count() == 2


def test_a_manager_without_a_location_is_told_whom_to_ask(manager, as_user, rosa):
    page = as_user(manager).post(DESK, {"way": "code", "code": rosa.code}).content.decode()

    assert "does not belong to a location" in page
    assert "Rosa" not in page


def test_the_legal_name_is_shown_and_the_loaded_name_finds_too(desk, organization):
    registered(
        organization, "Rosie", "Smith", "r@people.example", date(1950, 3, 4), legal="Delgado"
    )

    assert "Rosie Delgado" in desk("name", last_name="smith", **BORN_ON)
    assert "Rosie Delgado" in desk("name", last_name="delgado", **BORN_ON)


@pytest.mark.parametrize("role", ["contact", "staff"])
def test_only_location_managers_verify(role, request, as_user, rosa):
    client = as_user(request.getfixturevalue(role))
    assert client.get(DESK).status_code == 403
    assert client.post(DESK, {"way": "code", "code": rosa.code}).status_code == 403


def test_a_look_up_takes_the_same_few_queries_however_many_are_registered(
    organization, at_location, location, rosa, django_assert_max_num_queries
):
    for number in range(5):
        registered(organization, "Al", f"Other{number}", f"o{number}@x.example", date(1950, 3, 4))
    typed = {"last_name": "Núñez", "date_of_birth": date(1950, 3, 4)}

    with django_assert_max_num_queries(6):
        answer = look_up(way=Way.NAME, typed=typed, location=location, by=at_location)

    assert answer.recipient == rosa.recipient


def test_the_search_by_date_of_birth_uses_an_index(db):
    people = Registration.objects.filter(date_of_birth="1950-03-04")

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = people.explain()

    assert "providers_by_date_of_birth" in plan


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Núñez", "NUNEZ"),
        ("O'Neil", "ONeil"),
        ("Garcia-Lopez", "garcia lopez"),
        ("Nguyễn", "nguyen"),
        ("Straße", "strasse"),
    ],
)
def test_names_are_compared_without_accents_and_case(one, other):
    assert folded(one) == folded(other)


def test_different_names_stay_different():
    assert folded("Lee") != folded("Li")
    assert folded("王") != folded("李")


@pytest.mark.parametrize(
    "said", ["hernandez", "Lopez", "López Hernández", "HERNANDEZ-LOPEZ", "Hernández López"]
)
def test_either_of_two_family_names_finds_a_person(desk, organization, said):
    registered(organization, "María", "Hernández López", "maria@people.example", date(1950, 3, 4))
    assert "María Hernández López" in desk("name", last_name=said, **BORN_ON)


@pytest.mark.parametrize("said", ["de", "Lop", "Hernan"])
def test_a_fragment_of_a_family_name_finds_nobody(desk, organization, said):
    registered(organization, "María", "de Hernández", "maria@people.example", date(1950, 3, 4))
    assert "Nobody was found" in desk("name", last_name=said, **BORN_ON)


def test_people_with_one_name_and_date_of_birth_are_told_apart_by_questions(desk, organization):
    # Given two people of one name and day of birth
    for number, (city, phone) in enumerate([("Durham", "+19195550177"), ("Cary", "+19195550123")]):
        one = registered(
            organization, "Ana", "Gómez", f"ana{number}@people.example", date(1950, 3, 4)
        )
        Registration.objects.filter(recipient=one.recipient).update(city=city, phone=phone)

    # When they are looked up, the desk asks for the city and the end of the phone number
    page = desk("name", last_name="Gomez", first_name="Ana", **BORN_ON)
    assert "More than one person matches" in page
    assert "City where the person lives" in page
    for hidden in ("Durham", "Cary", "0177"):
        assert hidden not in page

    # Then either of them is enough
    for more in ({"city": "durham"}, {"city": "", "phone_end": "0177"}):
        found = desk("name", last_name="Gomez", **BORN_ON, **more)
        assert "Ana Gómez" in found
        assert "March 4, 1950" in found


def test_only_the_desks_page_may_use_the_camera(at_location, as_user):
    client = as_user(at_location)
    assert "camera=(self)" in client.get(DESK)["Permissions-Policy"]
    assert "camera=()" in client.get("/provider/")["Permissions-Policy"]


def test_a_phones_camera_opens_a_help_page_without_data(client, rosa):
    address = address_of(rosa.code)
    path, _hash, code = address.removeprefix("http://testserver").partition("#")
    assert (path, code) == ("/code/", rosa.code)
    page = client.get(path).content.decode()
    assert "A code for a provider" in page
    assert "Rosa" not in page


def test_a_scanned_code_finds_the_person(desk, rosa):
    assert "Rosa Núñez" in desk("code", code=address_of(rosa.code))
