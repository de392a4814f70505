"""A person's page: who may look, what is shown, and what is done there."""

import pytest
from allauth.mfa.models import Authenticator

from cvms.accounts.models import PasswordLink
from cvms.accounts.permissions import Role
from cvms.audit.models import Event
from cvms.eligibility.models import Case
from cvms.helpdesk.actions import changes
from cvms.helpdesk.models import RequestedChange, SealedAddress
from cvms.mail.models import Message
from cvms.recipients.models import Recipient
from tests import make
from tests.helpdesk.requests import ask
from tests.registration import answers

pytestmark = pytest.mark.django_db

PEOPLE = "/staff/people/"
MARIA = ("María", "Hernández López", "maria@people.example")


@pytest.fixture
def maria(organization):
    make.loaded(organization, MARIA, *make.people(2))
    return Recipient.objects.get(email=MARIA[2])


def look(browser, **asked):
    return browser.post(PEOPLE, asked).content.decode()


@pytest.mark.parametrize("words", ["hernandez", "LOPEZ maria", "maria@people.example", "Marí"])
def test_a_person_is_found_by_name_or_email(as_user, agent, maria, words):
    words = words.replace("hernandez", "Hernández").replace("LOPEZ", "lópez").replace(" maria", "")
    page = look(as_user(agent), words=words)

    assert f"{PEOPLE}{maria.pk}/" in page
    assert Event.objects.get(action="recipients.searched").details == {"found": 1}


def test_a_registered_person_is_found_by_birthday_phone_and_code(as_user, agent, maria):
    answers.register(maria)
    case = Case.objects.get()
    registration = maria.registration
    browser = as_user(agent)
    born = registration.date_of_birth

    by_day = look(
        browser,
        date_of_birth_0=str(born.month),
        date_of_birth_1=str(born.day),
        date_of_birth_2=str(born.year),
    )
    assert f"{PEOPLE}{maria.pk}/" in by_day
    assert f"{PEOPLE}{maria.pk}/" in look(browser, words=registration.phone)
    assert f"{PEOPLE}{maria.pk}/" in look(browser, words=str(case.code).lower())


def test_the_page_shows_stage_and_letters_but_no_answers_and_is_recorded(as_user, staff, maria):
    answers.register(maria)
    case = Case.objects.get()

    page = as_user(staff).get(f"{PEOPLE}{maria.pk}/").content.decode()

    assert "Registered" in page
    assert "Invitation" in page
    for hidden in (case.code, maria.registration.street, maria.registration.phone, "Group"):
        assert hidden not in page
    assert Event.objects.filter(action="recipients.read", about=str(maria.pk)).count() == 1


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.STATE_IT, Role.ELIGIBILITY_EDITOR])
def test_other_state_staff_see_no_people(as_user, maria, role):
    browser = as_user(make.user(role))

    assert browser.get(f"{PEOPLE}{maria.pk}/").status_code == 403
    assert browser.post(f"{PEOPLE}{maria.pk}/correct/").status_code == 403


def test_a_corrected_email_ends_old_links_and_both_addresses_are_told(
    as_user, agent, maria, mailbox, work
):
    # Given somebody whose invitation went to a wrong address
    work()
    former = PasswordLink.objects.get(user=maria.user)

    # When an agent corrects name and address
    page = as_user(agent).post(
        f"{PEOPLE}{maria.pk}/correct/",
        {"first_name": "María", "last_name": "Hernández", "email": "maria.h@home.example"},
        follow=True,
    )
    work()

    # Then the old link is useless, both addresses are told, and the new one is invited
    assert "Corrected. The person is told by email." in page.content.decode()
    former.refresh_from_db()
    assert former.revoked_at
    told = {m["to"] for _, m in mailbox.messages if m["subject"] == "Your details were corrected"}
    assert told == {MARIA[2], "maria.h@home.example"}
    maria.refresh_from_db()
    assert (maria.last_name, maria.user.username) == (
        "Hernández",
        "maria.h@home.example.covid19vaccine",
    )
    invited = [m for _, m in mailbox.messages if m["to"] == "maria.h@home.example"]
    assert any(m["subject"].startswith("Welcome") for m in invited)

    # And the addresses are kept no longer than their letters
    from cvms.helpdesk.actions.purging import forget_addresses  # noqa: PLC0415

    forget_addresses()
    assert not SealedAddress.objects.exists()


def test_an_email_of_another_person_is_refused_and_what_was_typed_is_kept(as_user, agent, maria):
    page = as_user(agent).post(
        f"{PEOPLE}{maria.pk}/correct/",
        {"first_name": "Mary", "last_name": "H", "email": "person1@people.example"},
    )

    assert "Another recipient has this email." in page.content.decode()
    assert 'value="Mary"' in page.content.decode()
    maria.refresh_from_db()
    assert (maria.first_name, maria.email) == ("María", MARIA[2])


def _lost_phone(maria):
    Authenticator.objects.create(user=maria.user, type="totp", data={"secret": "x"})
    return f"{PEOPLE}{maria.pk}/second-factor/"


def test_a_second_factor_is_removed_only_after_checking_the_person(as_user, agent, maria):
    # Given somebody who has registered, and lost the phone with the app
    answers.register(maria)
    url, browser, known = _lost_phone(maria), as_user(agent), maria.registration
    born = known.date_of_birth
    said = {"said_name": "on", "date_of_birth_0": str(born.month), "date_of_birth_1": str(born.day)}
    right = said | {"date_of_birth_2": str(born.year)}

    # Then the agent sees the number to call, and of the day of birth nothing
    page = browser.get(f"{PEOPLE}{maria.pk}/").content.decode()
    assert f'href="tel:{known.phone}"' in page
    assert str(born.year) not in page

    # And neither a wrong day nor a call that was not made will do
    wrong = said | {"date_of_birth_2": str(born.year - 1), "called_back": "on"}
    assert "This is not the date of birth on file." in browser.post(url, wrong).content.decode()
    assert "Call the person back at the number" in browser.post(url, right).content.decode()
    assert Authenticator.objects.exists()

    browser.post(url, right | {"called_back": "on"})
    assert not Authenticator.objects.exists()


def test_a_person_who_has_not_registered_is_checked_by_email(as_user, agent, maria):
    url, browser = _lost_phone(maria), as_user(agent)

    page = browser.post(url, {"said_name": "on", "called_back": "on"}).content.decode()
    assert "Write to the email on file, and wait for the answer." in page
    assert Authenticator.objects.exists()

    browser.post(url, {"said_name": "on", "wrote_back": "on"})
    assert not Authenticator.objects.exists()


def test_an_agent_sends_an_invitation_again_or_ends_invitations(as_user, agent, maria):
    browser = as_user(agent)

    browser.post(f"{PEOPLE}{maria.pk}/unsubscribe/")
    page = browser.post(f"{PEOPLE}{maria.pk}/send-again/", follow=True).content.decode()

    assert "No invitation was sent" in page
    maria.refresh_from_db()
    assert maria.unsubscribed_at


def test_one_press_applies_what_an_organization_asked_for_all_people(
    as_user, agent, contact, maria, organization
):
    # Given an organization that asks for two of its people, and for one of another's
    other = make.organization(by=organization.invited_by)
    make.loaded(other, ("No", "Body", "nobody@other.example"))
    wanted = Recipient.objects.all()
    as_user(contact).post(
        "/help-desk/changes/",
        {"change": "unsubscribe", "recipients": [person.pk for person in wanted]},
    )
    change = RequestedChange.objects.first()
    assert RequestedChange.objects.count() == 3

    # When an agent presses once
    url = f"/staff/help-desk/{change.request.number}/"
    browser = as_user(agent)
    assert "Do all of these" in browser.get(url).content.decode()
    browser.post(f"{url}apply/")

    # Then it is done for the organization's own people, once
    assert Recipient.objects.filter(unsubscribed_at=None).get().email == "nobody@other.example"
    assert set(RequestedChange.objects.values_list("outcome", flat=True)) == {"applied"}
    assert changes.apply(changes=list(RequestedChange.objects.all()), by=agent) == 0


def test_a_requested_correction_is_applied_from_the_request(agent, maria):
    asked = ask(topic="correction")
    asked.changes.create(recipient=maria, kind="correct", last_name="Hernández")

    assert changes.apply(changes=list(asked.changes.all()), by=agent) == 1

    maria.refresh_from_db()
    assert maria.last_name == "Hernández"


def test_requests_are_found_by_the_person_they_are_about(
    as_user, agent, contact, maria, organization
):
    asked = changes.ask_for_changes(
        people=[changes.PersonChange(maria)],
        change="send_again",
        message="x",
        organization=organization,
        by=contact,
    )
    browser = as_user(agent)

    browser.post("/staff/help-desk/", {"q": "Hernández"})

    assert asked.number in browser.get("/staff/help-desk/?state=all").content.decode()


def test_the_page_has_every_letter_and_none_names_the_group(as_user, agent, maria, work):
    # Given a person who has been reminded, has registered, and was told of the status
    answers.register(maria)
    case = Case.objects.get(recipient=maria)
    for kind, about in (
        ("recipient_reminder", maria.pk),
        ("registration_changed", maria.pk),
        ("became_eligible", case.pk),
        ("no_longer_eligible", case.pk + 1),
    ):
        Message.objects.create(kind=kind, about=about)

    # When an agent opens the page
    page = as_user(agent).get(f"{PEOPLE}{maria.pk}/").content.decode()

    # Then each has its row, and of the status it says no more than that something was said
    assert page.count("Reminder to register") == 1
    assert page.count("Confirmation of what was submitted") == 2
    assert page.count("Notice about the status") == 1
    assert "ligible" not in page.split("<main")[1].split("</main>")[0]
