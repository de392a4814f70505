"""Removing somebody who has no email: found by code, or by name and date of birth."""

import re
from datetime import date

import pytest

from cvms.accounts.models import Session
from cvms.audit.models import Event
from cvms.eligibility.models import Case
from cvms.helpdesk.actions import removals, requests
from cvms.helpdesk.actions.carrying_out import carry_out
from cvms.helpdesk.models import Entry, HelpRequest, Removal
from cvms.mail.models import Message
from cvms.providers.actions import registering
from cvms.providers.models import LocationManager
from cvms.recipients.models import Recipient
from cvms.registration.actions import answering as registration
from cvms.registration.models import Draft
from tests import make
from tests.helpdesk.everything import places_of
from tests.helpdesk.requests import ask
from tests.providers.conftest import a_location
from tests.registration import answers

pytestmark = pytest.mark.django_db

QUEUE = "/staff/help-desk/"
BORN = date(1951, 3, 9)
BORN_ON = {"date_of_birth_0": "3", "date_of_birth_1": "9", "date_of_birth_2": "1951"}
ABOUT = answers.other("about", **{name: [value] for name, value in BORN_ON.items()})
NAME = {"first_name": "Ötis", "last_name": "Greer-Müller"}
CONTACT = answers.other(
    "contact", first_name=["Ötis"], last_name=["Greer-Müller"], channel=["paper"], phone=[""]
)
WORDS = ("Ötis", "Greer-Müller", "1951-03-09", "14 Elm St")


@pytest.fixture
def at_location(manager):
    location = a_location()
    LocationManager.objects.create(user=manager, location=location)
    return manager


@pytest.fixture
def begun(at_location):
    """Somebody whose registration at the desk is not submitted."""
    location = at_location.location_manager.location
    person = registering.begin(location=location, **NAME, by=at_location).recipient
    key = Draft.objects.get(recipient=person).key
    for page, typed in (("contact", CONTACT), ("about", ABOUT)):
        registration.save(recipient=person, key=key, page=page, typed=typed, next_page=page)
    return person


def submit(person, by):
    for page in answers.PAGES:
        typed = {"contact": CONTACT, "about": ABOUT}.get(page, answers.GOOD[page])
        draft = Draft.objects.get(recipient=person)
        draft = registration.save(
            recipient=person, key=draft.key, page=page, typed=typed, next_page=page
        )
    registration.submit(recipient=person, key=draft.key, revision=draft.revision, by=by)


@pytest.fixture
def otis(begun, at_location):
    """Registered at the desk, without email."""
    submit(begun, at_location)
    return begun


@pytest.fixture
def wanted(db):
    """His daughter asks for the removal."""
    return ask(
        topic="removal",
        name="Ada Greer",
        email="ada@people.example",
        subject="My father",
        message="Please remove Ötis Greer-Müller.",
        person_first_name="Otis",
        person_last_name="Greer Muller",
        person_date_of_birth=BORN,
    )


def look_up(browser, request, way, **typed):
    url = f"{QUEUE}{request.number}/look-up/"
    return browser.post(url, {"way": way} | typed).content.decode()


def propose(browser, request, page):
    token = re.search(r'name="found" value="([^"]+)"', page)[1]
    return browser.post(f"{QUEUE}{request.number}/propose/", {"found": token}, follow=True)


def confirm(browser, request):
    removal = Removal.objects.get(request=request)
    url = f"{QUEUE}{request.number}/removals/"
    data = {"removal": removal.pk, "confirm": "1"}
    return browser.post(url, data, follow=True).content.decode()


def test_two_agents_remove_somebody_by_the_code_on_their_paper(
    as_user, agent, colleague, otis, wanted, mailbox, work
):
    # Given an agent who was told the code, and finds who is meant
    first, second = as_user(agent), as_user(colleague)
    code = Case.objects.get(recipient=otis).code
    page = look_up(first, wanted, "code", code=code.replace("-", " ").lower())
    assert "Greer-Müller" in page
    assert "Cedar Street Clinic" in page
    assert "This person has no email, so we cannot tell them." in page

    # When they propose the removal and a colleague confirms it
    propose(first, wanted, page)
    assert "Confirm and erase" not in first.get(f"{QUEUE}{wanted.number}/").content.decode()
    done = confirm(second, wanted)
    work()

    # Then he is gone, and who asked is told to tell him
    assert "asked to tell them" in done
    assert not Recipient.objects.filter(pk=otis.pk).exists()
    [answer] = [m for _, m in mailbox.messages if m["subject"].startswith("Answer")]
    assert answer["to"] == "ada@people.example"
    said = " ".join(answer.get_body(("plain",)).get_content().split())
    assert "They had no email address, so we cannot tell them: please do." in said
    assert not Message.objects.filter(kind="help_removed").exists()


def test_an_agent_finds_a_person_by_name_and_date_of_birth_too(as_user, agent, otis, wanted):
    page = look_up(
        as_user(agent), wanted, "name", first_name="otis", last_name="Greer Muller", **BORN_ON
    )

    assert "Cedar Street Clinic" in page


def test_an_unfinished_registration_is_found_by_what_was_typed(as_user, agent, begun, wanted):
    browser = as_user(agent)

    page = look_up(browser, wanted, "name", **NAME, **BORN_ON)
    other_day = look_up(browser, wanted, "name", **NAME, **BORN_ON | {"date_of_birth_1": "10"})

    assert "Cedar Street Clinic" in page
    assert "Nobody matches exactly." in other_day


def test_a_look_up_shows_only_what_identifies_the_person(as_user, agent, otis, wanted):
    HelpRequest.objects.update(person_date_of_birth=None)
    code = Case.objects.get(recipient=otis).code

    page = look_up(as_user(agent), wanted, "name", **NAME, **BORN_ON)

    shown = page[page.index("helpdesk-found") : page.index("Propose removal")]
    for hidden in ("1951", code, "14 Elm St", "27701", "Restaurant", "group"):
        assert hidden not in shown


def test_a_look_up_that_matches_several_people_shows_nobody(
    as_user, agent, otis, at_location, wanted
):
    twin = registering.begin(location=otis.location, **NAME, by=at_location).recipient
    submit(twin, at_location)

    page = look_up(as_user(agent), wanted, "name", **NAME, **BORN_ON)

    assert "More than one person matches" in page
    assert "Propose removal" not in page
    assert Event.objects.get(action="recipients.not_found").details["found"] == 2


def test_each_look_up_is_recorded_without_what_was_typed(as_user, agent, otis, wanted):
    browser = as_user(agent)
    look_up(browser, wanted, "name", **NAME, **BORN_ON)
    look_up(browser, wanted, "code", code="AAAA-AAAA")

    found = Event.objects.get(action="recipients.read")
    missed = Event.objects.get(action="recipients.not_found")
    assert (found.who, found.about) == (agent.pk, str(otis.pk))
    assert found.details == {"request": wanted.pk, "way": "name"}
    assert missed.details == {"way": "code", "found": 0}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"way": "code", "code": "K7Q2"}, "A code has 8 letters and digits"),
        ({"way": "name", **NAME}, "Enter the date of birth."),
        ({"way": "name", "last_name": "Greer", **BORN_ON}, "Enter the first name."),
        ({"way": "nonsense"}, "Enter an email address"),
    ],
)
def test_an_invalid_look_up_is_explained_and_not_recorded(as_user, agent, wanted, typed, said):
    assert said in look_up(as_user(agent), wanted, **typed)
    assert not Event.objects.filter(action__startswith="recipients.").exists()


def test_only_people_looked_up_for_the_request_can_be_proposed(as_user, agent, otis, wanted):
    browser = as_user(agent)
    other = ask(topic="removal")
    token = look_up(browser, other, "name", **NAME, **BORN_ON)

    for page in (token, f'name="found" value="{otis.pk}"'):
        said = propose(browser, wanted, page).content.decode()
        assert "There is no such recipient to remove with this request" in said
    assert not Removal.objects.exists()


def test_a_person_without_email_who_asks_is_told_at_the_address_they_asked_from(
    as_user, agent, colleague, otis, mailbox, work
):
    own = ask(topic="removal", name="ötis greer-müller", email="neighbor@people.example")
    first = as_user(agent)
    page = look_up(first, own, "code", code=Case.objects.get(recipient=otis).code)
    assert "we cannot tell them" not in page
    propose(first, own, page)

    done = confirm(as_user(colleague), own)
    work()

    assert "and is told by email" in done
    told = [(m["to"], m["subject"]) for _, m in mailbox.messages if "removed" in m["subject"]]
    assert told == [("neighbor@people.example", "Your details were removed")]
    assert places_of(*WORDS, "neighbor@people.example") == set()


def test_nothing_of_a_person_without_email_is_left_in_any_table(
    as_user, agent, colleague, otis, at_location, wanted, contact, work
):
    # Given somebody registered at a desk who is changing the answers there, whom requests name by
    # the code, by the day of birth, and in the words of the location's manager
    registration.start(recipient=otis, by=at_location)
    code = Case.objects.get(recipient=otis).code
    ask(topic="removal", person_first_name="O.", person_last_name="G.", person_code=code)
    ask(
        topic="removal",
        message="Ötis Greer-Müller again",
        person_first_name="Ötis",
        person_last_name="Greer-Müller",
        person_date_of_birth=BORN,
    )
    ask(kind="provider", topic="other", by=at_location, message="Is Ötis Greer-Müller in twice?")
    requests.note(request=wanted, text=f"Ötis has the paper {code}", by=agent)
    second = as_user(colleague)
    second.post(QUEUE, {"q": "Ötis Greer-Müller"})
    as_user(contact).post("/organization/bulk-registration/search/", {"q": "Ötis Greer-Müller"})
    words = (*WORDS, code)
    assert places_of(*words) >= {
        "accounts_session.session_data",
        "eligibility_case.answers",
        "eligibility_case.code",
        "helpdesk_entry.text",
        "helpdesk_helprequest.person_code",
        "helpdesk_helprequest.person_date_of_birth",
        "helpdesk_helprequest.person_last_name",
        "recipients_recipient.last_name",
        "registration_draft.typed",
        "registration_registration.date_of_birth",
        "registration_registration.last_name",
    }

    # When two agents remove him, the second one having searched for his name
    removals.propose(request=wanted, recipient=otis.pk, by=agent)
    assert "The person is being removed" in confirm(second, wanted)
    carry_out(pk=Removal.objects.get().pk)

    # Then not one word is left, before the letters are sent and after, and the agent is signed in
    assert places_of(*words) == set()
    work()
    assert places_of(*words) == set()
    assert second.get(QUEUE).status_code == 200
    assert Session.objects.count() == 1


def test_nothing_of_an_unfinished_registration_is_left(agent, colleague, begun, wanted):
    removal = removals.propose(request=wanted, recipient=begun.pk, by=agent)
    removals.confirm(removal=removal, by=colleague)
    carry_out(pk=removal.pk)

    assert places_of(*WORDS) == set()
    assert not Draft.objects.exists()


def test_other_people_with_the_name_or_date_of_birth_stay(
    agent, colleague, otis, at_location, wanted
):
    # Given a namesake of another day and of another location, and requests about other people
    elsewhere = a_location(name="Next Door Clinic")
    namesake = registering.begin(location=elsewhere, **NAME, by=at_location).recipient
    twin = ask(
        topic="removal",
        message="Please remove Ida.",
        person_first_name="Ida",
        person_last_name="Greer-Müller",
        person_date_of_birth=BORN,
    )
    stranger = ask(message="I know an Ötis Greer-Müller.")

    removal = removals.propose(request=wanted, recipient=otis.pk, by=agent)
    removals.confirm(removal=removal, by=colleague)
    carry_out(pk=removal.pk)

    assert Recipient.objects.filter(pk=namesake.pk).exists()
    assert Entry.objects.get(request=twin).text == "Please remove Ida."
    assert Entry.objects.get(request=stranger).text == "I know an Ötis Greer-Müller."


def test_only_agents_look_up(as_user, otis, wanted, manager, staff, contact):
    for user in (manager, staff, contact, make.user("state_it")):
        url = f"{QUEUE}{wanted.number}/look-up/"
        assert as_user(user).post(url, {"way": "name", **NAME, **BORN_ON}).status_code == 403
