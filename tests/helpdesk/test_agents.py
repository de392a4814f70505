"""Agents work through the queue."""

import pytest
from django.db import IntegrityError, transaction

from cvms.accounts.permissions import Role
from cvms.audit.models import Event
from cvms.helpdesk.actions import requests
from cvms.helpdesk.models import Entry, HelpRequest
from cvms.mail.models import Message
from tests import make
from tests.helpdesk.requests import ask

pytestmark = pytest.mark.django_db

QUEUE = "/staff/help-desk/"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.HELP_DESK_AGENT])
def test_only_agents_see_requests(as_user, asked, contact, role):
    browser = as_user(contact if role == Role.POINT_OF_CONTACT else make.user(role))

    for url in (QUEUE, f"{QUEUE}{asked.number}/"):
        assert browser.get(url).status_code == 403
    assert browser.post(f"{QUEUE}{asked.number}/answer/", {"message": "x"}).status_code == 403


def test_a_visitor_is_asked_to_sign_in(client, asked):
    assert client.get(QUEUE).url.startswith("/staff/sign-in/")


def test_an_agent_sees_the_help_desk_and_no_organizations(as_user, agent):
    page = as_user(agent).get("/staff/", follow=True)

    assert page.status_code == 200
    assert f'href="{QUEUE}"' in page.content.decode()
    assert "Organizations</span>" not in page.content.decode()


def test_an_answer_is_mailed_with_a_link_and_waits_for_the_requester(
    as_user, agent, asked, mailbox, work
):
    as_user(agent).post(
        f"{QUEUE}{asked.number}/answer/",
        {"message": "Look in your <spam> folder & wait.", "then": "waiting"},
    )
    work()

    asked.refresh_from_db()
    assert (asked.state, asked.assigned_to) == ("waiting", agent)
    letter = next(m for _, m in mailbox.messages if m["subject"].startswith("Answer"))
    assert letter["to"] == "walter@people.example"
    assert "Look in your <spam> folder & wait." in letter.get_body(("plain",)).get_content()
    assert "&lt;spam&gt;" in letter.get_body(("html",)).get_content()
    assert "/help-desk/requests/" in letter.get_body(("plain",)).get_content()


def test_closing_tells_the_requester(as_user, agent, asked, mailbox, work):
    as_user(agent).post(f"{QUEUE}{asked.number}/move/", {"state": "closed"})
    work()

    assert any("was closed" in m["subject"] for _, m in mailbox.messages)


def test_a_move_that_is_not_allowed_is_explained(as_user, agent, asked):
    browser = as_user(agent)
    browser.post(f"{QUEUE}{asked.number}/move/", {"state": "closed"})

    page = browser.post(f"{QUEUE}{asked.number}/move/", {"state": "closed"}, follow=True)
    nonsense = browser.post(f"{QUEUE}{asked.number}/move/", {"state": "new"}, follow=True)

    assert "A colleague changed it in the meantime" in page.content.decode()
    assert "A colleague changed it in the meantime" in nonsense.content.decode()


@pytest.mark.parametrize("then", ["waiting", "open", "closed"])
def test_a_closed_request_can_be_answered(agent, asked, then):
    requests.move(request=asked, state="closed", by=agent)

    requests.answer(request=asked, text="One more thing.", then=then, by=agent)

    asked.refresh_from_db()
    assert asked.state == then
    assert (asked.closed_at is not None) == (then == "closed")


def test_a_request_can_be_taken_and_given_to_a_colleague(as_user, agent, colleague, asked):
    browser = as_user(agent)

    browser.post(f"{QUEUE}{asked.number}/assign/", {"take": "1"})
    asked.refresh_from_db()
    assert (asked.assigned_to, asked.state) == (agent, "open")

    browser.post(f"{QUEUE}{asked.number}/assign/", {"to": colleague.pk})
    asked.refresh_from_db()
    assert asked.assigned_to == colleague

    browser.post(f"{QUEUE}{asked.number}/assign/", {"to": make.user(Role.STATE_STAFF).pk})
    asked.refresh_from_db()
    assert asked.assigned_to == colleague


def test_reading_a_request_is_on_the_audit_trail(as_user, agent, asked):
    as_user(agent).get(f"{QUEUE}{asked.number}/")

    event = Event.objects.get(action="helpdesk.read")
    assert (event.who, event.about) == (agent.pk, str(asked.pk))


def test_the_queue_shows_the_longest_waiting_first_and_filters(as_user, agent):
    first, second, third = (ask(subject=f"Subject {n}") for n in "ABC")
    requests.answer(request=first, text="x", then="waiting", by=agent)
    requests.assign(request=third, to=agent, by=agent)
    other = ask(kind="provider", topic="other", subject="Provider asks", email="p@clinic.example")
    browser = as_user(agent)

    def shown(query=""):
        page = browser.get(QUEUE + query)
        return [item.number for item in page.context["queue"].page]

    assert shown() == [second.number, third.number, other.number]
    assert shown("?state=waiting") == [first.number]
    assert shown("?mine=1") == [third.number]
    assert shown("?kind=provider") == [other.number]
    assert shown("?state=nonsense&kind=nonsense&page=nonsense") == shown()


def test_search_words_stay_out_of_the_url(as_user, agent):
    # Given requests of which an agent looks for one by whatever they have in hand
    walter = ask(subject="Subject A")
    other = ask(kind="provider", topic="other", name="Helen Ostrander", email="p@clinic.example")
    browser = as_user(agent)

    def shown(**typed):
        answer = browser.post(QUEUE, typed)
        page = browser.get(answer.url)
        return answer.url, [item.number for item in page.context["queue"].page]

    # Then it is found, and the address has the choices alone
    assert shown(q=" walter  pruitt ", state="todo") == (f"{QUEUE}?state=todo", [walter.number])
    assert shown(q=walter.number.lower(), kind="recipient")[1] == [walter.number]
    assert shown(q="P@CLINIC", kind="nonsense") == (f"{QUEUE}?", [other.number])

    # And the search goes along to the other tabs until it is cleared
    assert len(browser.get(f"{QUEUE}?state=all").context["queue"].page) == 1
    assert len(shown(q="P@CLINIC", clear="1", state="all")[1]) == 2
    assert shown(q="\x00")[1] == [walter.number, other.number]


def test_a_longer_queue_takes_no_more_queries(as_user, agent, django_assert_num_queries):
    browser = as_user(agent)
    ask()
    browser.get(QUEUE)
    with django_assert_num_queries(7):
        browser.get(QUEUE)
    for number in range(30):
        requests.assign(request=ask(subject=f"{number}"), to=agent, by=agent)
    with django_assert_num_queries(7):
        browser.get(QUEUE)


def test_a_longer_conversation_takes_no_more_queries(
    as_user, agent, asked, django_assert_num_queries
):
    browser = as_user(agent)
    url = f"{QUEUE}{asked.number}/"
    browser.get(url)
    with django_assert_num_queries(14):
        browser.get(url)
    for _ in range(10):
        requests.answer(request=asked, text="Again", then="waiting", by=agent)
    with django_assert_num_queries(14):
        browser.get(url)


def test_the_database_refuses_an_inconsistent_request(asked, agent):
    wrong = (
        {"state": "closed"},
        {"topic": "removal", "kind": "provider"},
        {"name": ""},
        {"state": "lost"},
    )
    for values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            HelpRequest.objects.filter(pk=asked.pk).update(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        asked.entries.create(kind=Entry.Kind.MESSAGE, author=agent, text="not mine")


def test_closed_requests_are_deleted_after_their_days(agent, asked, settings):
    from cvms.helpdesk.actions.purging import purge_old  # noqa: PLC0415

    open_one = ask()
    requests.move(request=asked, state="closed", by=agent)
    assert purge_old() == 0

    settings.KEEP_REQUESTS_DAYS = -1
    assert purge_old() == 1
    assert list(HelpRequest.objects.all()) == [open_one]
    assert set(Message.objects.values_list("about", flat=True)) == {open_one.pk}
    assert Event.objects.filter(action="helpdesk.purged").exists()
