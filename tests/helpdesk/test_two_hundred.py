"""Many requests: answered with one press each, closed together, never by two agents."""

import pytest

from cvms.helpdesk.actions import removals, requests
from cvms.helpdesk.models import Entry, HelpRequest, Removal, SavedReply
from cvms.recipients.models import Recipient
from tests import make
from tests.helpdesk.requests import ask

pytestmark = pytest.mark.django_db

QUEUE = "/staff/help-desk/"


@pytest.fixture
def reply(db):
    return SavedReply.objects.create(
        title="Look in the spam folder",
        text_en="Dear {name}, please look in your spam folder.",
        text_es="Estimado/a {name}: busque en su carpeta de correo no deseado.",
    )


def test_two_hundred_requests_are_answered_with_one_press_each(as_user, agent, reply, settings):
    # Given two hundred requests in two languages, a reply kept in both, and more than a minute
    settings.LIMITS = settings.LIMITS | {"mail_one": "1500/d/account"}
    for number in range(200):
        ask(language="es" if number % 4 == 0 else "en", name=f"Person {number}")
    browser = as_user(agent)
    page = browser.post(f"{QUEUE}next/")
    presses = 1

    # When the agent sends the reply and goes to the next, until there is no more
    while page.url != QUEUE:
        page = browser.post(f"{page.url}answer/", {"reply": reply.pk, "then": "closed", "next": 1})
        presses += 1

    # Then each person has an answer in their language with their name, for one press each
    assert presses == 201
    assert not HelpRequest.objects.exclude(state="closed").exists()
    answers = Entry.objects.filter(kind="answer")
    assert answers.count() == 200
    assert answers.filter(text__startswith="Estimado/a Person").count() == 50
    assert "Dear Person 1, please" in answers.get(request__name="Person 1").text


def test_the_reply_that_was_sent_last_is_chosen_on_the_next_page(as_user, agent, reply):
    ask()
    following = ask(subject="Second")
    browser = as_user(agent)
    first = browser.post(f"{QUEUE}next/").url
    browser.post(f"{first}answer/", {"reply": reply.pk, "then": "closed", "next": 1})

    page = browser.get(f"{QUEUE}{following.number}/").content.decode()

    assert f'<option value="{reply.pk}" selected>' in page


def test_two_agents_who_press_next_get_different_requests(as_user, agent, colleague):
    ask()
    ask()

    first = as_user(agent).post(f"{QUEUE}next/").url
    second = as_user(colleague).post(f"{QUEUE}next/").url

    assert first != second
    assert "has taken this request" in as_user(colleague).get(first).content.decode()


def test_an_agent_who_answers_after_a_colleague_is_told_and_loses_nothing(
    as_user, agent, colleague, asked
):
    # Given an agent who has the page open while a colleague answers
    seen = asked.version
    requests.answer(request=asked, text="Look again.", then="waiting", by=colleague)

    # When the agent sends
    page = as_user(agent).post(
        f"{QUEUE}{asked.number}/answer/", {"message": "My answer", "then": "closed", "seen": seen}
    )

    # Then nothing was sent, the words are there, and a second press sends them
    assert "has changed since you opened it" in page.content.decode()
    assert "My answer</textarea>" in page.content.decode()
    assert "[&#x27;My answer" not in page.content.decode()
    assert Entry.objects.filter(kind="answer").count() == 1
    asked.refresh_from_db()
    as_user(agent).post(
        f"{QUEUE}{asked.number}/answer/",
        {"message": "My answer", "then": "closed", "seen": asked.version},
    )
    assert Entry.objects.filter(kind="answer").count() == 2


def test_chosen_requests_are_closed_together(as_user, agent, mailbox, work):
    numbers = [ask(subject=f"{number}").number for number in range(3)]
    left = ask(subject="left")

    page = as_user(agent).post(
        f"{QUEUE}close/", {"chosen": [*numbers, "HD-NONE-NONE"], "close": "1"}, follow=True
    )

    assert "3 requests were closed." in page.content.decode()
    left.refresh_from_db()
    assert left.state == "new"
    work()
    assert len([1 for _, m in mailbox.messages if m["subject"].endswith("was closed")]) == 3


def test_the_queue_shows_the_language_and_how_long_each_person_waits(as_user, agent):
    ask(language="es")

    page = as_user(agent).get(QUEUE).content.decode()

    assert "español" in page
    assert "0\xa0minutes" in page


def test_saved_replies_are_added_changed_and_deleted_in_both_languages(as_user, agent, reply):
    browser = as_user(agent)

    page = browser.post(f"{QUEUE}replies/add/", {"title": "Hours", "text_en": "We are open."})
    assert "Enter the text in Spanish." in page.content.decode()
    browser.post(
        f"{QUEUE}replies/add/", {"title": "Hours", "text_en": "Open.", "text_es": "Abierto."}
    )
    assert "Hours" in browser.get(f"{QUEUE}replies/").content.decode()
    browser.post(f"{QUEUE}replies/{reply.pk}/delete/")

    assert [kept.title for kept in SavedReply.objects.all()] == ["Hours"]


def test_removals_that_wait_for_a_second_agent_are_listed_and_counted_in_the_menu(
    as_user, agent, colleague, organization
):
    make.loaded(organization, ("Zoë", "Quimby", "zoe@people.example"))
    asked = ask(topic="removal")
    removals.propose(request=asked, recipient=Recipient.objects.get().pk, by=agent)

    page = as_user(colleague).get("/staff/removals/").content.decode()
    own = as_user(agent).get("/staff/removals/").content.decode()

    assert asked.number in page
    assert "Removals (1)" in page
    assert "Removals (1)" not in own
    assert "Zoë" not in page
    removals.withdraw(removal=Removal.objects.get(), by=agent)
    assert asked.number not in as_user(colleague).get("/staff/removals/").content.decode()
