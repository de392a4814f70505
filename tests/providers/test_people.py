"""People without email: registered at a location's desk, and known to it alone."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cvms.accounts.permissions import Role
from cvms.audit.models import Event
from cvms.eligibility.models import Case
from cvms.mail.models import Message
from cvms.providers.actions import registering
from cvms.providers.actions.looking_up import look_up
from cvms.providers.actions.purging import purge_unregistered, purge_visits
from cvms.providers.models import DeskVisit, LocationManager
from cvms.providers.tasks import purge as purge_people
from cvms.recipients.models import Recipient
from cvms.registration.finding import Way
from cvms.registration.models import Draft, Registration
from cvms.registration.tasks import purge as purge_answers
from tests import make
from tests.registration import answers

from .conftest import a_location

pytestmark = pytest.mark.django_db

GIVEN = answers.GOOD | {
    "contact": {
        "first_name": ["Otis"],
        "last_name": ["Greer"],
        "phone": [""],
        "channel": ["paper"],
        "language": ["en"],
    }
}


@pytest.fixture
def desk(at_location, as_user):
    return as_user(at_location)


@pytest.fixture
def neighbor(as_user):
    """A browser at the desk of another location."""
    user = make.user(Role.LOCATION_MANAGER, "manager@next-door.example")
    LocationManager.objects.create(user=user, location=a_location(name="Next Door Clinic"))
    return as_user(user)


@pytest.fixture
def otis(location, at_location) -> Recipient:
    """Begun, and not submitted."""
    return registering.begin(
        location=location, first_name="Otis", last_name="Greer", by=at_location
    ).recipient


def address(person: Recipient, slug: str = "") -> str:
    return f"/provider/people/{person.pk}/" + (f"answers/{slug}/" if slug else "")


def give(desk, person, page, **instead):
    draft = Draft.objects.get(recipient=person)
    data = {"draft": str(draft.key), "go": "next"} | GIVEN[page] | instead
    return desk.post(address(person, page), data)


def submit(desk, person):
    for page in GIVEN:
        give(desk, person, page)
    draft = Draft.objects.get(recipient=person)
    data = {"draft": str(draft.key), "revision": str(draft.revision)}
    return desk.post(address(person, "confirmation"), data)


@pytest.fixture
def registered(desk, otis) -> Recipient:
    submit(desk, otis)
    return otis


def test_a_person_without_email_registers_at_the_desk_and_gets_paper(desk, location):
    # Given somebody at the desk
    begun = desk.post(
        "/provider/people/register/", {"first_name": "Otis", "last_name": "Greer", **BORN}
    )
    person = Recipient.objects.get(location=location)
    assert begun.url == address(person, "contact")
    contact = desk.get(begun.url).content.decode()
    assert 'value="Otis"' in contact
    assert 'value="email"' not in contact

    # When the questions are answered and submitted
    done = submit(desk, person)

    # Then the status is there to print, with the code, and nobody is written to
    page = desk.get(done.url).content.decode()
    case = Case.objects.get(recipient=person)
    assert "Otis Greer" in page
    assert "Vaccine group" in page
    assert case.code in page
    assert "email you" not in page.replace("We cannot email you", "")
    assert desk.get(f"/provider/people/{person.pk}/code.svg")["Content-Type"] == "image/svg+xml"
    assert not Message.objects.exists()
    assert Event.objects.get(action="registration.submitted").about == str(person.pk)


def test_the_paper_is_in_the_persons_language_whatever_the_manager_reads(desk, otis):
    # Given somebody who prefers Spanish, at the desk of a manager who reads English
    give(desk, otis, "contact", language=["es"])
    for page in list(GIVEN)[1:]:
        give(desk, otis, page)
    draft = Draft.objects.get(recipient=otis)
    sent = {"draft": str(draft.key), "revision": str(draft.revision)}
    done = desk.post(address(otis, "confirmation"), sent)

    # When the paper is shown
    shown, paper = desk.get(done.url).content.decode().split('<div lang="es">')

    # Then what is printed is Spanish, and the controls beside it stay English
    assert "Grupo de vacunación" in paper
    assert "Vaccine group" not in paper
    assert "Your code for" not in paper
    assert "Print this page" in shown


def test_any_desk_can_verify_the_registered_person(registered, neighbor):
    code = Case.objects.get(recipient=registered).code

    assert "Otis Greer" in neighbor.post("/provider/desk/", {"way": "code", "code": code}).text


def test_another_location_sees_and_changes_nobody_of_this_location(registered, neighbor, desk):
    desk.post(address(registered))  # with a draft, so that each page would have something to show
    assert "Otis" not in neighbor.get("/provider/people/").text
    for page in ("", "status/", "code.svg", "answers/contact/", "answers/confirmation/"):
        assert neighbor.get(f"/provider/people/{registered.pk}/{page}").status_code == 404
    for page in ("", "give-up/", "answers/contact/", "answers/contact/save/"):
        assert neighbor.post(f"/provider/people/{registered.pk}/{page}").status_code == 404
    assert Recipient.objects.filter(pk=registered.pk).exists()


def test_people_loaded_by_an_organization_are_not_the_locations(desk, rosa):
    assert desk.get(f"/provider/people/{rosa.recipient_id}/status/").status_code == 404


def test_paused_answers_are_shown_for_review_on_return(desk, otis):
    give(desk, otis, "contact", go="pause")

    page = desk.get(address(otis)).content.decode()

    assert "Answers so far: Otis Greer" in page
    assert "on paper only" in page
    assert f'href="{address(otis)}"' in desk.get("/provider/people/").content.decode()


def test_giving_up_an_unsubmitted_registration_keeps_nothing(desk, otis):
    desk.post(f"/provider/people/{otis.pk}/give-up/")

    assert not Recipient.objects.filter(pk=otis.pk).exists()
    assert Event.objects.get(action="providers.person_given_up").about == str(otis.pk)


def test_giving_up_a_change_keeps_what_was_submitted(desk, registered):
    desk.post(address(registered))
    give(desk, registered, "about", go="pause", sex=["M"])

    desk.post(f"/provider/people/{registered.pk}/give-up/")

    assert Registration.objects.get(recipient=registered).sex == "F"
    assert not Draft.objects.exists()


def test_showing_somebodys_status_is_recorded(desk, registered, at_location):
    before = Event.objects.filter(action="registration.seen").count()

    desk.get(f"/provider/people/{registered.pk}/status/")

    assert Event.objects.filter(action="registration.seen").count() == before + 1


def test_pages_opened_at_the_wrong_moment_redirect(desk, otis):
    assert desk.get(f"/provider/people/{otis.pk}/status/").url == address(otis)
    submit(desk, otis)
    assert desk.get(address(otis)).url == f"/provider/people/{otis.pk}/status/"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"first_name": "", "last_name": "Greer"}, "Enter the legal first name."),
        ({"first_name": "Otis", "last_name": "www.evil.example"}, "without a web address"),
    ],
)
def test_a_name_is_needed(desk, typed, said):
    assert said in desk.post("/provider/people/register/", typed).content.decode()
    assert not Recipient.objects.exists()


def test_the_list_takes_the_same_queries_however_long(
    desk, location, django_assert_max_num_queries
):
    Recipient.objects.bulk_create(
        Recipient(location=location, first_name="Al", last_name=f"Zed{number:03}")
        for number in range(60)
    )
    desk.get("/provider/people/")

    with django_assert_max_num_queries(6):
        page = desk.get("/provider/people/").content.decode()

    assert page.count("Zed0") >= 50


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"email": "x@people.example"},
        {"email_key": "x@people.example"},
        {"organization": True},
    ],
)
def test_a_person_is_either_loaded_or_registered_at_a_desk(location, organization, wrong):
    """The database keeps the two kinds apart; without a location there must be everything else."""
    kind = {"location": location} if wrong else {}
    if wrong.pop("organization", None):
        kind["organization"] = organization
    with pytest.raises(IntegrityError), transaction.atomic():
        Recipient.objects.create(first_name="Al", last_name="Zed", **kind, **wrong)


def test_many_people_may_have_no_email(location, at_location):
    for name in ("Al", "Bo"):
        Recipient.objects.create(location=location, first_name=name, last_name="Zed")

    answer = look_up(
        way=Way.EMAIL, typed={"email": "x@x.example"}, location=location, by=at_location
    )

    assert answer.count == 0


def test_an_unfinished_person_is_deleted_with_the_answers(otis, location, at_location):
    # Given Otis, begun long ago, somebody of yesterday, and somebody who registered long ago
    registering.begin(location=location, first_name="New", last_name="Here", by=at_location)
    done = registering.begin(location=location, first_name="Al", last_name="Done", by=at_location)
    answers.register(done.recipient, contact=GIVEN["contact"])
    long_ago = timezone.now() - timedelta(days=100)
    Recipient.objects.filter(first_name__in=["Otis", "Al"]).update(loaded_at=long_ago)
    assert purge_unregistered() == 0
    Draft.objects.filter(recipient=otis).update(saved_at=long_ago)

    purge_answers(timestamp=0)
    purge_people(timestamp=0)

    assert set(Recipient.objects.values_list("first_name", flat=True)) == {"New", "Al"}
    event = Event.objects.get(action="providers.people_purged")
    assert (event.who, event.details) == (None, {"people": 1})
    assert Registration.objects.get().recipient == done.recipient


BORN = {"date_of_birth_0": "3", "date_of_birth_1": "9", "date_of_birth_2": "1941"}


def test_a_second_record_of_a_name_and_day_is_asked_about_before_it_is_made(desk, registered):
    # Given somebody who is registered, with accents and two family names
    person = registered.registration
    born = person.date_of_birth
    typed = {
        "first_name": person.first_name.upper(),
        "last_name": person.last_name,
        "date_of_birth_0": born.month,
        "date_of_birth_1": born.day,
        "date_of_birth_2": born.year,
    }

    # When the same name and day are registered again, the page asks first
    page = desk.post("/provider/people/register/", typed).content.decode()
    assert "Somebody with this name and date of birth has a record already" in page
    assert "This is another person, who has no record yet" in page
    assert Recipient.objects.count() == 1

    # And again without an answer; and makes one once it is said to be another person
    asked = typed | {"another_asked": "1"}
    assert desk.post("/provider/people/register/", asked).status_code == 200
    assert desk.post("/provider/people/register/", asked | {"another": "on"}).status_code == 302
    assert Recipient.objects.count() == 2


def test_the_day_of_birth_that_was_typed_is_filled_in_in_the_wizard(desk):
    typed = {"first_name": "Otis", "last_name": "Redd", **BORN}
    response = desk.post("/provider/people/register/", typed)
    about = response.url.replace("contact", "about")
    assert 'value="1941"' in desk.get(about).content.decode()


def test_an_invited_person_is_registered_at_the_desk_into_their_own_record(
    desk, neighbor, organization, location
):
    # Given somebody whom an organization invited, and who stands at the desk
    make.loaded(organization, ("Ada", "Chen", "ada@people.example"))
    ada = Recipient.objects.get(email="ada@people.example")
    found = desk.post("/provider/desk/", {"way": "email", "email": "ada@people.example"})
    invited = found.context["invited"]
    assert "Register this person here" in found.content.decode()
    assert desk.get(f"/provider/people/{ada.pk}/").status_code == 404

    # When the manager registers her there
    response = desk.post("/provider/desk/register/", {"invited": invited})

    # Then the answers go into her record, and the neighbor sees none of it
    assert response.url == f"/provider/people/{ada.pk}/"
    assert desk.get(response.url).status_code == 200
    assert neighbor.get(response.url).status_code == 404
    draft = Draft.objects.get(recipient=ada)
    for page, typed in answers.GOOD.items():
        data = {"draft": str(draft.key), "go": "next"} | typed
        desk.post(f"/provider/people/{ada.pk}/answers/{page}/", data)
    draft.refresh_from_db()
    sent = {"draft": str(draft.key), "revision": str(draft.revision)}
    desk.post(f"/provider/people/{ada.pk}/answers/confirmation/", sent)
    assert Registration.objects.get(recipient=ada).city == "Durham"
    paper = desk.get(f"/provider/people/{ada.pk}/status/").content.decode()
    assert location.name in paper
    assert Recipient.objects.count() == 1

    # And a day later the location has no more of her
    DeskVisit.objects.update(began_at=timezone.now() - timedelta(days=1, minutes=1))
    assert desk.get(f"/provider/people/{ada.pk}/status/").status_code == 404
    purge_visits()
    assert not DeskVisit.objects.exists()


@pytest.mark.parametrize("invited", ["", "999 1", "x", "1 1:abc:def"])
def test_only_a_person_found_at_the_desk_can_be_registered_there(desk, organization, invited):
    make.loaded(organization, ("Ada", "Chen", "ada@people.example"))
    assert desk.post("/provider/desk/register/", {"invited": invited}).url == "/provider/desk/"
    assert not Draft.objects.exists()


def test_giving_up_an_invited_persons_answers_keeps_their_record(desk, organization):
    make.loaded(organization, ("Ada", "Chen", "ada@people.example"))
    ada = Recipient.objects.get()
    found = desk.post("/provider/desk/", {"way": "email", "email": "ada@people.example"})
    desk.post("/provider/desk/register/", {"invited": found.context["invited"]})
    desk.post(f"/provider/people/{ada.pk}/give-up/")
    assert Recipient.objects.filter(pk=ada.pk).exists()
    assert not Draft.objects.exists()
