"""The audit trail is read with permission, its exports are recorded, and nobody changes it."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from cvms.accounts.models import User
from cvms.accounts.permissions import Role
from cvms.audit.actions import record
from cvms.audit.models import Event
from cvms.audit.trail import Question, events, known_actions, pages
from cvms.organizations.models import Organization
from cvms.recipients.models import Recipient
from cvms.ui.keyset import newest_first
from tests import make

SignIn = Callable[[User], Client]
PATH = "/staff/audit/"


@pytest.fixture
def auditor(db: None) -> User:
    return make.user(Role.AUDITOR, "auditor@state.example")


def rows(browser: Client, query: str = "") -> list[Event]:
    return browser.get(f"{PATH}{query}").context["slice"].rows


def ask(browser: Client, **asked: str) -> list[Event]:
    """Submit the filter and follow the redirect."""
    answer = browser.post(PATH, asked)
    assert answer.status_code == 302, answer.context["form"].errors
    assert "@" not in answer.url
    assert asked.get("address", "@") not in answer.url
    return browser.get(answer.url).context["slice"].rows


@pytest.mark.parametrize(
    "change", ["UPDATE audit_event SET action = ''", "DELETE FROM audit_event"]
)
def test_the_database_refuses_to_change_an_event(staff: User, change: str) -> None:
    record("rooms.tested", by=staff)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(change)
    assert Event.objects.filter(action="rooms.tested").exists()


def test_events_are_found_by_who_acted_under_username_and_email(
    auditor: User, staff: User, manager: User, as_user: SignIn
) -> None:
    record("rooms.tested", by=staff)
    record("rooms.tested", by=manager)
    browser = as_user(auditor)
    for login in ("staff@state.example", "STAFF@state.example.cvmsstaff"):
        assert {event.who for event in ask(browser, actor=login)} == {staff.pk}


def test_acts_and_kinds_are_named_in_the_language_of_the_page(
    auditor: User, organization: Organization, as_user: SignIn
) -> None:
    upload = make.loaded(organization, *make.people(1))
    auditor.language = "es"
    auditor.save()
    page = as_user(auditor).get(PATH).content.decode()
    assert "cargas: procesada" in page
    assert f"carga {upload.pk}" in page
    assert "uploads: loaded" not in page


def test_everything_done_with_a_person_is_found_including_reads(
    auditor: User, organization: Organization, staff: User, as_user: SignIn
) -> None:
    make.loaded(organization, *make.people(2))
    first, second = Recipient.objects.order_by("id")
    record("recipients.read", by=staff, on=first)
    record("recipients.read", by=staff, on=second)
    found = ask(as_user(auditor), person=first.email)
    assert [(event.action, event.about) for event in found] == [("recipients.read", str(first.pk))]


def test_a_search_for_a_name_that_nobody_has_says_so(auditor: User, as_user: SignIn) -> None:
    answer = as_user(auditor).post(PATH, {"actor": "nobody@state.example"})
    assert answer.status_code == 200
    assert "No account has this name, username or email." in answer.content.decode()


def test_events_are_found_by_what_happened_and_when(
    auditor: User, staff: User, as_user: SignIn
) -> None:
    record("rooms.tested", by=staff)
    record("rooms.opened", by=staff)
    browser = as_user(auditor)
    found = ask(browser, actions=["rooms.opened"])
    assert [event.action for event in found] == ["rooms.opened"]
    today = datetime.now(UTC).date()
    found = ask(browser, first=f"{today - timedelta(days=1)}", last=f"{today + timedelta(days=1)}")
    assert "rooms.tested" in [event.action for event in found]
    assert ask(browser, first=f"{today + timedelta(days=2)}") == []


def test_days_in_the_wrong_order_are_explained(auditor: User, as_user: SignIn) -> None:
    answer = as_user(auditor).post(PATH, {"first": "2026-02-02", "last": "2026-02-01"})
    assert "not before the first" in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    ["who=x", "about=", "about=%00:1", "organization=999999999999999999999", "first=x",
     "before=x~y", "before=2026-01-01~1", "action=%00"],
)  # fmt: skip
def test_a_damaged_url_is_not_an_error(auditor: User, as_user: SignIn, query: str) -> None:
    refused = 400 if "%00" in query else 200  # no page takes a NUL
    assert as_user(auditor).get(f"{PATH}?{query}").status_code == refused


def test_pages_follow_each_other_without_a_gap_or_a_repeat(
    auditor: User, staff: User, as_user: SignIn
) -> None:
    for _number in range(120):
        record("rooms.tested", by=staff)
    browser = as_user(auditor)
    query, seen = "?action=rooms.tested", []
    while query:
        page = browser.get(PATH + query).context["slice"]
        seen += [event.pk for event in page.rows]
        query = (
            f"?action=rooms.tested&before={page.older.replace('+', '%2B')}" if page.older else ""
        )
    assert len(seen) == len(set(seen)) == 120


def test_events_of_the_same_moment_are_not_lost_between_pages(staff: User) -> None:
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    made = Event.objects.bulk_create([Event(action="rooms.tested") for _number in range(5)])
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER audit_event_append_only")
        Event.objects.filter(pk__in=[event.pk for event in made]).update(at=moment)
        cursor.execute("ALTER TABLE audit_event ENABLE TRIGGER audit_event_append_only")
    first = newest_first(Event.objects.all(), by="at", size=3)
    second = newest_first(Event.objects.all(), first.older, by="at", size=3)
    assert len({event.pk for event in first.rows + second.rows}) == 5


def test_the_export_has_all_events_found_and_is_itself_an_event(
    auditor: User, staff: User, as_user: SignIn
) -> None:
    for _number in range(60):
        record("rooms.tested", by=staff, note="=1+1")
    browser = as_user(auditor)
    answer = browser.post(f"{PATH}export/", {"query": "action=rooms.tested"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text)))
    assert len(found) == 60
    assert found[0]["Username"] == staff.username
    exported = Event.objects.get(action="audit.exported")
    assert (exported.who, exported.details) == (
        auditor.pk,
        {"asked": {"actions": ["rooms.tested"]}},
    )


def test_an_export_says_which_people_it_named_and_where_it_went(
    auditor: User,
    organization: Organization,
    staff: User,
    as_user: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Given a trail that speaks of two people, on pages of their own, and not of a third
    monkeypatch.setattr("cvms.audit.trail._EXPORT_ROWS", 1)
    make.loaded(organization, *make.people(3))
    first, second, _third = Recipient.objects.order_by("pk")
    for person in (first, second):
        record("recipients.read", by=staff, on=person)

    # When somebody takes it home
    asked = {"query": "action=recipients.read"}
    answer = as_user(auditor).post(f"{PATH}export/", asked, REMOTE_ADDR="203.0.113.9")
    assert "First1 Last1" in b"".join(answer.streaming_content).decode()

    # Then each of them is found to have been read about, by whom and from where
    exported = Event.objects.filter(action="audit.people_exported").order_by("pk")
    assert [event.details["numbers"] for event in exported] == [[second.pk], [first.pk]]
    assert {(event.who, event.address) for event in exported} == {(auditor.pk, "203.0.113.9")}
    found = ask(as_user(auditor), person=first.email)
    assert "audit.people_exported" in {event.action for event in found}


def test_an_export_of_several_pages_has_one_line_of_headings(
    auditor: User, staff: User, as_user: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cvms.audit.trail._EXPORT_ROWS", 10)
    for _number in range(25):
        record("rooms.tested", by=staff)
    answer = as_user(auditor).post(f"{PATH}export/", {"query": "action=rooms.tested"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(text)))) == 25
    assert text.count("Username") == 1
    assert "\ufeff" not in text


@pytest.mark.parametrize("role", [Role.STATE_STAFF, Role.HELP_DESK_AGENT, Role.ELIGIBILITY_EDITOR])
def test_people_without_the_permission_see_nothing_of_the_trail(
    db: None, as_user: SignIn, role: Role
) -> None:
    browser = as_user(make.user(role))
    assert browser.get(PATH).status_code == 403
    assert browser.post(f"{PATH}export/").status_code == 403


def test_reading_names_in_the_trail_is_recorded(
    auditor: User, organization: Organization, staff: User, as_user: SignIn
) -> None:
    # Given an auditor who reads of what was done with a person
    make.loaded(organization, *make.people(1))
    person = Recipient.objects.get()
    record("recipients.read", by=staff, on=person)
    page = as_user(auditor).get(f"{PATH}?about=recipients.recipient:{person.pk}")
    assert "First1 Last1" in page.content.decode()

    # Then that is an event with this person, and with what was asked
    read = Event.objects.get(action="audit.read")
    assert (read.who, read.kind) == (auditor.pk, "recipients.recipient")
    assert read.details == {
        "numbers": [person.pk],
        "asked": {"about": [f"recipients.recipient:{person.pk}"]},
    }


def test_a_list_that_somebody_looked_at_is_found_by_each_person_on_it(
    auditor: User, organization: Organization, contact: User, as_user: SignIn
) -> None:
    make.loaded(organization, *make.people(2))
    first = Recipient.objects.order_by("pk").first()
    as_user(contact).get("/organization/bulk-registration/")
    record("rooms.listed", by=contact, kind="helpdesk.helprequest", numbers=[first.pk])

    found = ask(as_user(auditor), person=first.email)

    assert [event.action for event in found if event.who == contact.pk] == ["recipients.listed"]
    assert found[0].details_words == ["2 rows"]


def test_events_are_found_by_person_organization_and_several_kinds_at_once(
    auditor: User, organization: Organization, staff: User, as_user: SignIn
) -> None:
    make.loaded(organization, ("Rosa", "Núñez", "rosa@people.example"))
    rosa = Recipient.objects.get()
    for action in ("rooms.tested", "rooms.opened", "rooms.shut"):
        record(action, by=staff, on=rosa, organization=organization.pk)
    record("rooms.tested", by=staff)
    browser = as_user(auditor)

    named = ask(browser, person="nunez rosa", actions=["rooms.tested", "rooms.shut"])
    theirs = ask(browser, organization="piedmont", actions=["rooms.opened"])

    assert {event.action for event in named} == {"rooms.tested", "rooms.shut"}
    assert [event.named for event in named] == ["Rosa Núñez", "Rosa Núñez"]
    assert [event.place for event in theirs] == ["Piedmont Plant"]
    assert (
        "of Piedmont Plant"
        in browser.get(f"{PATH}?organization={organization.pk}").content.decode()
    )


def test_events_are_found_by_where_they_came_from(auditor: User, as_user: SignIn) -> None:
    browser = as_user(auditor)
    browser.get(PATH, REMOTE_ADDR="203.0.113.9")

    assert {event.address for event in ask(browser, address="203.0.113.9")} == {"203.0.113.9"}
    assert ask(browser, address="203.0.113.10") == []
    assert "203.0.113.10" in browser.get(f"{PATH}?place=kept").content.decode()
    assert "?address=" not in browser.get(PATH).content.decode()
    assert len(rows(browser)) > 1, "without it nothing is left out"
    assert ask(browser, first="2020-01-01"), "another question is not about that place any more"
    answer = browser.post(PATH, {"address": "the office"})
    assert "Enter a network address such as 192.0.2.7." in answer.content.decode()


def test_the_trail_takes_the_same_number_of_queries_however_long_it_is(
    auditor: User, staff: User, as_user: SignIn, django_assert_max_num_queries: Callable
) -> None:
    for _number in range(60):
        record("rooms.tested", by=make.user(Role.STATE_STAFF))
    browser = as_user(auditor)
    rows(browser)  # the first request of a session writes its sign of life
    with django_assert_max_num_queries(9):
        rows(browser)


def test_each_known_action_is_named_once(staff: User) -> None:
    for action in ("b.two", "a.one", "b.two"):
        record(action, by=staff)
    known = known_actions()
    assert [action for action in known if action in ("a.one", "b.two")] == ["a.one", "b.two"]
    assert len(known) == len(set(known))


def test_every_part_of_a_question_narrows_the_answer(staff: User, manager: User) -> None:
    record("rooms.tested", by=staff, organization=7)
    record("rooms.tested", by=manager, organization=7)
    record("rooms.tested", by=staff, organization=8)
    question = Question(who=(staff.pk,), organizations=(7,), actions=("rooms.tested",))
    assert events(question).count() == 1
    assert sum(len(page) for page in pages(question)) == 1
