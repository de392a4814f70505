"""State staff keep the directory and appoint managers; a manager keeps one entry, their own."""

import pytest
from django.utils import timezone

from cvms.accounts.models import User
from cvms.audit.models import Event
from cvms.mail.models import Message
from cvms.organizations.actions import organizations
from cvms.providers.actions import keeping
from cvms.providers.models import Location, LocationManager
from tests import make

from .conftest import LOCATION, a_location

pytestmark = pytest.mark.django_db

FORM = {**LOCATION, "phone": "919-555-0142", "takes_appointments": "True"}
MANAGER = {"first_name": "Ines", "last_name": "Baker", "email": "ines@cedar-clinic.example"}


@pytest.fixture
def keeper(staff, as_user):
    return as_user(staff)


def test_staff_add_a_location_and_the_public_finds_it(keeper, client):
    response = keeper.post("/staff/locations/add/", FORM)

    location = Location.objects.get()
    assert response.url == f"/staff/locations/{location.pk}/managers/"
    assert location.phone == "+19195550142"
    assert "Cedar Street Clinic" in client.get("/find-a-provider/").content.decode()
    assert Event.objects.get(action="providers.location_added").about == str(location.pk)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"phone": "", "website": ""}, "Enter a phone number or a website."),
        ({"phone": "12"}, "Enter a phone number of 10 digits"),
        ({"county": ""}, "Choose a county from the list."),
        ({"website": "javascript:alert(1)"}, "Enter a valid URL."),
        (
            {"takes_appointments": ""},
            "Choose an answer.",
        ),
    ],
)
def test_missing_fields_are_named_and_nothing_is_stored(keeper, wrong, said):
    page = keeper.post("/staff/locations/add/", FORM | wrong).content.decode()

    assert said in page
    assert not Location.objects.exists()


def test_saving_renews_the_date_that_the_public_sees(keeper, location):
    Location.objects.update(updated_at="2021-01-01T12:00Z")

    keeper.post(f"/staff/locations/{location.pk}/", FORM | {"hours": "By appointment"})

    location.refresh_from_db()
    assert location.hours == "By appointment"
    assert timezone.now() - location.updated_at < timezone.timedelta(minutes=1)
    assert Event.objects.get(action="providers.location_updated").details["changed"] == ["hours"]


def test_a_location_goes_off_the_directory_and_comes_back(keeper, client, location):
    address = f"/staff/locations/{location.pk}/listed/"

    keeper.post(address, {"listed": "no"})
    assert location.name not in client.get("/find-a-provider/").content.decode()

    keeper.post(address, {"listed": "yes"})
    assert location.name in client.get("/find-a-provider/").content.decode()


def test_an_unknown_button_takes_no_location_off_the_directory(keeper, location):
    page = keeper.post(f"/staff/locations/{location.pk}/listed/", {"listed": "x"}, follow=True)

    location.refresh_from_db()
    assert location.listed
    assert "Nothing was changed. Press one of the buttons below." in page.content.decode()


def test_an_appointed_manager_gets_a_letter_and_signs_in(keeper, location, mailbox, work):
    # When staff appoint somebody
    keeper.post(f"/staff/locations/{location.pk}/managers/", MANAGER)
    work()

    # Then the letter names the location and the username, and holds a link
    [(_, letter)] = mailbox.messages
    text = letter.get_body(("plain",)).get_content()
    assert letter["to"] == "ines@cedar-clinic.example"
    assert location.name in text
    assert "ines@cedar-clinic.example.cvmsprovider" in text
    assert "/set-password/" in text

    # And the account can do what location managers do
    user = User.objects.get(email=MANAGER["email"])
    assert user.roles == ["location_manager"]
    assert user.location_manager.location == location


def test_nobody_manages_two_locations(keeper, location, staff):
    other = a_location(name="Other Clinic")
    keeping.appoint(location=other, **MANAGER, by=staff)

    page = keeper.post(f"/staff/locations/{location.pk}/managers/", MANAGER).content.decode()

    assert "already a manager of Other Clinic" in page
    assert LocationManager.objects.count() == 1


def test_a_dismissed_manager_is_signed_out_at_once_and_can_be_reappointed(
    keeper, as_user, at_location, location
):
    # Given a manager who is signed in
    browser = as_user(at_location)
    assert browser.get("/provider/desk/").status_code == 200

    # When staff dismiss them
    keeper.post(f"/staff/locations/managers/{at_location.location_manager.pk}/dismiss/")

    # Then the next page is the sign-in page
    assert "/provider/sign-in/" in browser.get("/provider/desk/").url
    assert Event.objects.filter(action="providers.manager_dismissed").exists()

    # And appointed again, they sign in anew, with the account that they had
    names = {"first_name": "Pat", "last_name": "Doe", "email": at_location.email}
    keeper.post(f"/staff/locations/{location.pk}/managers/", names)
    assert "/provider/sign-in/" in browser.get("/provider/desk/").url
    at_location.refresh_from_db()
    assert as_user(at_location).get("/provider/desk/").status_code == 200


def test_an_invitation_is_sent_again_until_it_was_used(keeper, location, staff):
    manager = keeping.appoint(location=location, **MANAGER, by=staff)
    again = f"/staff/locations/managers/{manager.pk}/invite-again/"

    keeper.post(again)  # while the first letter is on its way there is no need of another
    assert Message.objects.filter(about=manager.pk).count() == 1

    Message.objects.update(state=Message.State.SENT, sent_at=timezone.now())
    keeper.post(again)
    assert Message.objects.filter(about=manager.pk).count() == 2

    User.objects.filter(pk=manager.user_id).update(password_changed_at=timezone.now())
    keeper.post(again)
    assert Message.objects.filter(about=manager.pk).count() == 2


def test_a_manager_edits_their_own_location_and_no_other(as_user, at_location, location):
    other = a_location(name="Neighbor Clinic")
    browser = as_user(at_location)

    browser.post("/provider/location/", FORM | {"name": "Cedar Street Health"})

    assert Location.objects.get(pk=location.pk).name == "Cedar Street Health"
    assert Location.objects.get(pk=other.pk).name == "Neighbor Clinic"
    for page in ("", f"{other.pk}/", f"{other.pk}/managers/", "add/"):
        assert browser.get(f"/staff/locations/{page}").status_code == 403
    assert browser.post(f"/staff/locations/{other.pk}/listed/").status_code == 403


def test_a_manager_invites_organizations_and_sees_their_own_alone(as_user, at_location, staff):
    # Given an organization that somebody else invited
    make.organization(by=staff)
    browser = as_user(at_location)

    # When the manager invites one
    invitation = {"name": "Blue Ridge Foods", "first_name": "Helen", "last_name": "Ostrander",
                  "email": "helen@blueridge.example"}  # fmt: skip
    response = browser.post("/provider/organizations/", invitation, follow=True)

    # Then that one is listed, and can be invited again, in the provider pages
    page = response.content.decode()
    assert "Blue Ridge Foods" in page
    assert "Piedmont Plant" not in page
    mine = organizations.Organization.objects.get(name="Blue Ridge Foods")
    again = f"/provider/organizations/{mine.pk}/invite-again/"
    assert again in page
    assert browser.post(again).url == "/provider/organizations/"


def test_the_list_of_locations_is_searched_and_takes_the_same_queries_however_long(
    keeper, django_assert_max_num_queries
):
    Location.objects.bulk_create(
        Location(**{**LOCATION, "name": f"Clinic {number:03}"}) for number in range(60)
    )

    keeper.get("/staff/locations/")  # the first page of a session writes down that it was there
    with django_assert_max_num_queries(4):
        page = keeper.get("/staff/locations/", {"q": "raleigh 27610 clinic"}).content.decode()

    assert "Clinic 049" in page
    assert "Clinic 050" not in page
