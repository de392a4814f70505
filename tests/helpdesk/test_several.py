"""Several people in one request: chosen by their organization, done with one press."""

import re

import pytest
from django.utils import timezone

from cvms.audit.models import Event
from cvms.helpdesk.actions import changes, removals
from cvms.helpdesk.models import HelpRequest, Removal, RequestedChange
from cvms.recipients.models import Recipient
from tests import make
from tests.helpdesk.requests import ask

pytestmark = pytest.mark.django_db

LIST = "/organization/bulk-registration/recipients/ask-help-desk/"
CHANGES = "/help-desk/changes/"
THIRTY = 30


@pytest.fixture
def people(organization):
    """Thirty who are asked about, and two who are not."""
    make.loaded(organization, *make.people(THIRTY + 2))
    return list(Recipient.objects.order_by("pk")[:THIRTY])


@pytest.fixture
def desk(as_user, contact):
    """The organization's browser."""
    return as_user(contact)


def choose(desk, people, button):
    return desk.post(LIST, {"chosen": [person.pk for person in people], button: "1"}, follow=True)


def send(desk, people, change, **typed):
    return desk.post(
        CHANGES, {"change": change, "recipients": [person.pk for person in people]} | typed
    )


def asked_to_remove(people, *, by):
    """The organization's request for some of its people."""
    return changes.ask_for_changes(
        people=[changes.PersonChange(person) for person in people],
        change="remove",
        message="Left",
        organization=people[0].organization,
        by=by,
    )


def test_thirty_people_are_removed_by_one_request_with_three_presses(
    desk, as_user, agent, colleague, people, mailbox, work
):
    # Given an organization that chose thirty of its people, and sees who they are
    page = choose(desk, people, "removal").content.decode()
    assert page.count('name="recipients"') == THIRTY
    assert people[7].email in page
    send(desk, people, "remove", message="They left the plant.")
    asked = HelpRequest.objects.get()
    assert asked.topic == "removal"

    # When one agent proposes all with one press, and another confirms all with one press
    url = f"/staff/help-desk/{asked.number}/"
    first, second = as_user(agent), as_user(colleague)
    assert "Propose the removal of all of them" in first.get(url).content.decode()
    first.post(f"{url}apply/")
    page = second.get(url).content.decode()
    chosen = re.findall(r'name="removal" value="(\d+)" checked', page)
    assert len(chosen) == THIRTY
    page = second.post(f"{url}removals/", {"removal": chosen, "confirm": "1"}, follow=True)
    assert "30 people are being removed." in page.content.decode()
    work()

    # Then they are gone, each is told, and the organization has one answer for all
    assert Recipient.objects.count() == 2
    told = [m["to"] for _n, m in mailbox.messages if m["subject"] == "Your details were removed"]
    assert sorted(told) == sorted(person.email for person in people)
    answer = f"Answer to your help desk request {asked.number}"
    letters = [m for _n, m in mailbox.messages if m["subject"] == answer]
    assert len(letters) == 1
    text = letters[0].get_body(("plain",)).get_content()
    assert "The 30 people you asked us to remove" in " ".join(text.split())
    assert set(RequestedChange.objects.values_list("outcome", flat=True)) == {"gone"}
    asked.refresh_from_db()
    assert asked.state == "closed"
    assert "30 people were removed." in second.get(url).content.decode()


def test_thirty_corrections_are_applied_with_one_press(desk, as_user, agent, people):
    choose(desk, people, "correction")
    typed = {}
    for person in people:
        typed[f"first_name_{person.pk}"] = person.first_name
        typed[f"last_name_{person.pk}"] = f"New{person.last_name}"
        typed[f"email_{person.pk}"] = person.email
    send(desk, people, "correct", **typed)
    asked = HelpRequest.objects.get()

    page = as_user(agent).post(f"/staff/help-desk/{asked.number}/apply/", follow=True)

    assert "30 people were changed." in page.content.decode()
    assert Recipient.objects.filter(last_name__startswith="New").count() == THIRTY
    assert Event.objects.get(action="helpdesk.changes_applied").details["people"] == THIRTY


def test_only_changed_fields_are_requested_and_errors_are_explained(desk, people):
    one, other = people[:2]
    typed = {
        f"{name}_{person.pk}": getattr(person, name)
        for person in (one, other)
        for name in ("first_name", "last_name", "email")
    }

    page = send(desk, [one, other], "correct", **typed)
    assert "Change the name or the email of at least one person." in page.content.decode()
    page = send(desk, [one, other], "correct", **typed | {f"email_{one.pk}": "ana at home"})
    assert "Enter an email address like name@example.com." in page.content.decode()
    assert "ana at home" in page.content.decode()
    send(desk, [one, other], "correct", **typed | {f"email_{one.pk}": "ana@home.example"})

    change = RequestedChange.objects.get()
    assert (change.recipient, change.email, change.last_name) == (one, "ana@home.example", "")


def test_unchecking_everyone_asks_to_choose_and_keeps_the_words(desk, people):
    choose(desk, people[:3], "removal")

    page = send(desk, [], "remove", message="They left").content.decode()

    assert "Choose at least one person." in page
    assert "They left</textarea>" in page
    assert page.count('name="recipients"') == 3
    assert not HelpRequest.objects.exists()


@pytest.mark.parametrize("change", ["", "erase", "removal"])
def test_an_unknown_change_is_never_treated_as_a_removal(desk, people, change):
    page = send(desk, people, change, message="Please help").client.get(
        "/organization/bulk-registration/"
    )

    assert "Nothing was sent: we could not tell what you ask for." in page.content.decode()
    assert not HelpRequest.objects.exists()
    choose(desk, people, "removal")
    assert desk.get(f"{CHANGES}?change={change}").url.endswith("#loaded")


def test_asking_for_nobody_leads_back_to_the_list(desk, people):
    page = desk.get(CHANGES, follow=True)

    assert "Choose people first, then ask." in page.content.decode()


def test_one_of_several_removals_is_withdrawn_and_the_others_go_on(
    agent, colleague, people, contact, work
):
    # Given three who are proposed
    asked = asked_to_remove(people[:3], by=contact)
    changes.apply(changes=list(asked.changes.all()), by=agent)
    stays, *go = Removal.objects.order_by("pk")

    # When one is withdrawn and two are confirmed, with one that was withdrawn among them
    removals.decide_all(removals=[stays], confirmed=False, by=agent)
    decided = removals.decide_all(removals=[stays, *go], confirmed=True, by=colleague)
    work()

    # Then the two are gone, and the request says what became of each
    assert (decided.done, decided.told) == (2, 2)
    assert decided.reasons == ["This removal has been decided already."]
    assert Recipient.objects.filter(pk=people[0].pk).exists()
    assert not Recipient.objects.filter(pk__in=[people[1].pk, people[2].pk]).exists()
    outcomes = RequestedChange.objects.order_by("pk").values_list("outcome", flat=True)
    assert list(outcomes) == ["withdrawn", "gone", "gone"]


def test_an_unknown_button_decides_nothing(as_user, agent, colleague, people, contact):
    asked = asked_to_remove(people, by=contact)
    removal = removals.propose(request=asked, recipient=people[0].pk, by=agent)
    url = f"/staff/help-desk/{asked.number}/removals/"

    page = as_user(colleague).post(url, {"removal": removal.pk, "remove": "1"}, follow=True)

    assert "Nothing was changed. Press “Confirm and erase”" in page.content.decode()
    removal.refresh_from_db()
    assert removal.state == Removal.State.PROPOSED


def test_the_requester_is_answered_when_the_last_removal_is_withdrawn(
    as_user, agent, colleague, people, contact, work, mailbox
):
    # Given three who are proposed, of whom two are removed; nobody is answered yet
    asked = asked_to_remove(people[:3], by=contact)
    changes.apply(changes=list(asked.changes.all()), by=agent)
    stays, *go = Removal.objects.order_by("pk")
    removals.decide_all(removals=go, confirmed=True, by=colleague)
    work()
    answers = asked.entries.filter(kind="answer")
    assert not answers.exists()

    # When the third is withdrawn
    url = f"/staff/help-desk/{asked.number}/removals/"
    pressed = {"removal": stays.pk, "withdraw": "1"}
    page = as_user(colleague).post(url, pressed, follow=True).content.decode()
    work()

    # Then who asked has one answer, about the two, and the request is closed
    assert "It was the last one. The person who asked was told" in page
    assert "The 2 people you asked us to remove have been removed" in answers.get().text
    subjects = [m["subject"] for _n, m in mailbox.messages if m["to"] == contact.email]
    assert subjects.count(f"Answer to your help desk request {asked.number}") == 1
    asked.refresh_from_db()
    assert asked.closed

    # And one who is removed after it was opened again is answered alone
    asked.move("open")
    asked.save()
    again = removals.propose(request=asked, recipient=stays.recipient_id, by=agent)
    removals.decide_all(removals=[again], confirmed=True, by=colleague)
    work()
    assert "The person you asked us to remove" in answers.latest("pk").text


def test_the_answer_waits_for_people_not_proposed_yet(agent, colleague, people, contact, work):
    asked = asked_to_remove(people[:2], by=contact)
    found = removals.propose(request=asked, recipient=people[0].pk, by=agent)
    removals.decide_all(removals=[found], confirmed=True, by=colleague)
    work()
    asked.refresh_from_db()
    assert (asked.closed, asked.entries.filter(kind="answer").count()) == (False, 0)

    changes.apply(changes=list(asked.changes.all()), by=agent)
    removals.decide_all(
        removals=asked.removals.filter(state="proposed"), confirmed=True, by=colleague
    )
    work()
    assert "The 2 people you asked us to remove" in asked.entries.get(kind="answer").text


def test_the_list_of_waiting_removals_names_a_request_once(
    as_user, agent, colleague, people, contact
):
    asked = asked_to_remove(people[:3], by=contact)
    changes.apply(changes=list(asked.changes.all()), by=agent)

    page = as_user(colleague).get("/staff/removals/").content.decode()

    assert page.count(asked.number) == 2  # its link and its address
    assert "3 people, proposed by Pat Doe" in page


def test_an_agent_finds_two_people_by_one_request(agent, colleague, people, work):
    asked = ask(topic="removal", message="Both of my sons")

    for person in people[:2]:
        removals.propose(request=asked, recipient=person.pk, by=agent)
    removals.decide_all(removals=Removal.objects.all(), confirmed=True, by=colleague)
    work()

    assert Recipient.objects.count() == THIRTY
    assert Removal.objects.filter(state="done", told=True).count() == 2


def test_nobody_can_be_proposed_from_a_closed_request(as_user, agent, people, contact):
    asked = asked_to_remove(people[:1], by=contact)
    asked.move("closed")
    asked.save()

    page = as_user(agent).post(f"/staff/help-desk/{asked.number}/apply/", follow=True)

    assert "Reopen the request to remove somebody." in page.content.decode()
    assert not Removal.objects.exists()
    assert RequestedChange.objects.get().outcome == ""


def test_staff_without_the_permission_cannot_propose_removals(as_user, staff, people, contact):
    asked = asked_to_remove(people[:1], by=contact)

    assert as_user(staff).post(f"/staff/help-desk/{asked.number}/apply/").status_code == 403


def test_withdrawing_a_looked_up_proposal_keeps_the_requested_changes(
    as_user, agent, people, contact
):
    # Given three who are asked about, of whom an agent found one by a look-up
    asked = asked_to_remove(people[:3], by=contact)
    found = removals.propose(request=asked, recipient=people[0].pk, by=agent)

    # When that proposal is withdrawn
    url = f"/staff/help-desk/{asked.number}/"
    browser = as_user(agent)
    page = browser.post(f"{url}removals/", {"removal": found.pk, "withdraw": "1"}, follow=True)

    # Then nobody is removed, and all three can still be proposed
    assert "The proposal was withdrawn. Nobody was removed." in page.content.decode()
    assert set(RequestedChange.objects.values_list("outcome", flat=True)) == {""}
    assert changes.apply(changes=list(asked.changes.all()), by=agent) == 3


def test_withdrawing_a_proposal_for_nobody_keeps_the_outcome_of_removed_people(
    agent, colleague, people, contact, work
):
    # Given two of one request who are proposed, and removed: the one by another request
    asked = asked_to_remove(people[:2], by=contact)
    changes.apply(changes=list(asked.changes.all()), by=agent)
    left, removed = Removal.objects.order_by("pk")
    other = removals.propose(request=ask(topic="removal"), recipient=people[0].pk, by=agent)
    removals.decide_all(removals=[other, removed], confirmed=True, by=colleague)
    work()
    left.refresh_from_db()
    assert left.recipient is None

    # When the proposal that names nobody any more is withdrawn
    removals.decide_all(removals=[left], confirmed=False, by=agent)

    # Then both people are still said to be removed
    assert list(RequestedChange.objects.values_list("outcome", flat=True)) == ["gone", "gone"]


@pytest.mark.parametrize("odd", ["9" * 5000, "9" * 30, "\u00b2", "x", ""])
def test_an_unknown_removal_number_chooses_nobody(as_user, agent, odd):
    url = f"/staff/help-desk/{ask(topic='removal').number}/removals/"

    page = as_user(agent).post(url, {"removal": odd, "confirm": "1"}, follow=True)

    assert "Choose the people, then confirm or withdraw." in page.content.decode()


def test_a_request_does_not_change_the_address_of_a_person_with_an_account(
    as_user, agent, people, contact
):
    # Given an organization that writes other addresses for somebody who has an account, and another
    person, other = people[:2]
    person.user.set_password(make.PASSWORD)
    person.user.password_changed_at = timezone.now()
    person.user.save()
    asked = changes.ask_for_changes(
        people=[
            changes.PersonChange(person, email="mine@plant.example"),
            changes.PersonChange(other, email="right@plant.example"),
        ],
        change="correct",
        message="New addresses",
        organization=person.organization,
        by=contact,
    )

    # When an agent applies both with one press
    url = f"/staff/help-desk/{asked.number}/"
    page = as_user(agent).post(f"{url}apply/", follow=True)

    # Then the account stays its owner's, and the page says why
    now = Recipient.objects.select_related("user").in_bulk([person.pk, other.pk])
    assert (now[person.pk].email, now[person.pk].user.email) == (person.email, person.email)
    assert now[other.pk].email == "right@plant.example"
    assert "this person has an account and has to ask" in page.content.decode()
