"""Counts are made by a job, and the pages show them without counting."""

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from cvms.accounts.models import User
from cvms.mail.models import Message
from cvms.organizations.models import Organization
from cvms.recipients import funnel, invitations
from cvms.recipients.models import Recipient
from cvms.staff import tables
from cvms.staff.actions.counting import recount
from cvms.staff.models import Count, MailCount, StageCount
from tests import make

SignIn = Callable[[User], Client]


@pytest.fixture
def people(organization: Organization) -> list[Recipient]:
    """Four people loaded: two invited, one of whom has an account."""
    make.loaded(organization, *make.people(4))
    people = list(Recipient.objects.order_by("id"))
    letters = Message.objects.filter(
        kind=invitations.KIND, about__in=[one.pk for one in people[:2]]
    )
    letters.update(state=Message.State.SENT, sent_at=timezone.now())
    User.objects.filter(pk=people[0].user_id).update(password_changed_at=timezone.now())
    return people


@pytest.fixture
def registered_stage() -> None:
    """A stage as a higher room adds one."""
    before = dict(funnel._stages)
    funnel.register(
        "tested",
        "Tested",
        lambda: Recipient.objects.filter(first_name="First3"),
        order=40,
        at="loaded_at",
    )
    yield
    funnel._stages.clear()
    funnel._stages.update(before)


def people_by_stage() -> dict[str, int]:
    return {str(row[0]): row[1] for row in tables.funnel().rows}


def test_the_funnel_says_how_far_people_have_come(people: list[Recipient]) -> None:
    recount()
    counted = people_by_stage()
    assert counted["Loaded"] == 4
    assert counted["Invitation sent"] == 2
    assert counted["Account created"] == 1
    assert tables.funnel().rows[0][2] == "100.0%"


def test_a_stage_that_a_room_adds_is_counted_and_shown(
    people: list[Recipient], registered_stage: None, staff: User, as_user: SignIn
) -> None:
    recount()
    assert people_by_stage()["Tested"] == 1
    assert "Tested" in tables.over_time().headings
    assert "Tested" in as_user(staff).get("/staff/statistics/").content.decode()


def test_counting_twice_gives_the_same_numbers(people: list[Recipient]) -> None:
    recount()
    first = people_by_stage()
    recount()
    assert people_by_stage() == first
    assert Count.objects.count() == 1


def test_an_interrupted_count_leaves_the_earlier_one(
    people: list[Recipient], registered_stage: None
) -> None:
    recount()

    def crash() -> None:
        raise RuntimeError

    funnel.register("tested", "Tested", crash, order=40)
    with pytest.raises(RuntimeError):
        recount()
    assert StageCount.objects.get(stage="loaded").people == 4


def test_counties_add_up_and_organizations_without_one_are_not_lost(
    people: list[Recipient], staff: User
) -> None:
    elsewhere = make.organization(by=staff)
    make.loaded(elsewhere, *make.people(2, "other.example"))
    Organization.objects.filter(pk=elsewhere.pk).update(county="00000")
    recount()
    assert [row[:2] for row in tables.by_county().rows] == [
        ["Wake", 4],
        ["Another county, or registered at a desk", 2],
    ]


def test_days_are_counted_with_those_on_which_nothing_happened(people: list[Recipient]) -> None:
    Recipient.objects.filter(pk=people[0].pk).update(
        loaded_at=timezone.now() - timezone.timedelta(days=3)
    )
    recount()
    assert [row[1] for row in tables.over_time().rows] == [1, 0, 0, 3]


@pytest.mark.parametrize("name", tables.TABLES)
def test_each_table_is_a_csv_file_that_no_spreadsheet_runs(
    people: list[Recipient], registered_stage: None, staff: User, as_user: SignIn, name: str
) -> None:
    funnel.register("tested", "=1+1", Recipient.objects.all, order=5, at="loaded_at")
    recount()
    content = as_user(staff).get(f"/staff/statistics/{name}.csv").content
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row]
    assert "'=1+1" in cells
    assert len(rows) > 1


def test_a_count_asked_for_twice_is_made_once(
    people: list[Recipient], staff: User, as_user: SignIn, work: Callable[[], int]
) -> None:
    browser = as_user(staff)
    work()
    browser.post("/staff/statistics/recount/")
    browser.post("/staff/statistics/recount/")
    assert work() == 1
    assert people_by_stage()["Loaded"] == 4


def test_no_page_counts_people_or_mail_by_itself(
    people: list[Recipient], staff: User, as_user: SignIn, django_assert_max_num_queries: Callable
) -> None:
    recount()
    browser = as_user(staff)
    for path in ("/staff/", "/staff/organizations/", "/staff/statistics/", "/staff/delivery/"):
        with django_assert_max_num_queries(13) as queries:
            assert browser.get(path).status_code == 200
        counting = [q["sql"] for q in queries.captured_queries if "COUNT(" in q["sql"]]
        assert not [sql for sql in counting if 'FROM "recipients_recipient"' in sql]
        assert not [sql for sql in counting if 'FROM "mail_message"' in sql and "LIMIT" not in sql]


def test_rare_reasons_of_failure_are_counted_together(organization: Organization) -> None:
    make.loaded(organization, *make.people(30))
    for message in Message.objects.filter(kind=invitations.KIND):
        message.state, message.reason = Message.State.FAILED, f"550 no {message.pk}"
        message.save()
    recount()
    failed = MailCount.objects.filter(state="failed")
    assert failed.count() == 21
    assert failed.get(reason="").messages == 10
