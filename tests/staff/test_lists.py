"""A file of organizations: reviewed row by row; the good are invited, the others come back."""

import csv
import io
import uuid
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from cvms.accounts.models import User
from cvms.audit.models import Event
from cvms.local.inbox import Mailbox
from cvms.organizations.models import Organization, PointOfContact
from cvms.staff import list_rows
from cvms.staff.actions import lists
from cvms.staff.models import InvitationList

SignIn = Callable[[User], Client]
State = InvitationList.State
HEADINGS = "Organization Name,First Name,Last Name,Email\n"
GOOD = "Coastal Mills,Ida,Roe,ida@coastal.example\nCOASTAL MILLS,Ed,Fry,ed@coastal.example\n"
BAD = ",Cy,Lee,cy@plant.example\nNorth Farm,Jo,,jo at farm\n"


def send(browser: Client, text: str, **more: object) -> InvitationList:
    """Upload a list by the page; the one that it leads to."""
    file = SimpleUploadedFile("list.csv", text.encode(), "text/csv")
    data = {"file": file, "key": uuid.uuid4()} | more
    answer = browser.post("/staff/organizations/invite/list/", data)
    return InvitationList.objects.get(pk=answer.url.rstrip("/").rpartition("/")[2])


def page_of(browser: Client, chosen: InvitationList, query: str = "") -> str:
    path = f"/staff/organizations/invite/list/{chosen.pk}/{query}"
    return browser.get(path).content.decode()


def press(browser: Client, chosen: InvitationList, button: str) -> None:
    browser.post(f"/staff/organizations/invite/list/{chosen.pk}/{button}/")


def test_the_preview_shows_errors_beside_each_row_and_invites_nobody(
    staff: User, as_user: SignIn
) -> None:
    browser = as_user(staff)
    chosen = send(browser, HEADINGS + GOOD + BAD)
    page = page_of(browser, chosen)
    assert "1 organization will be invited" in page
    assert "2 rows have a problem" in page
    assert "Enter the organization&#x27;s name." in page
    assert "Last Name is blank." in page
    assert "Email Address is invalid." in page
    assert not Organization.objects.exists()
    problems = page_of(browser, chosen, "?show=problems")
    assert "ida@coastal.example" not in problems
    assert "cy@plant.example" in problems


def test_good_rows_are_invited_and_the_others_are_returned(
    staff: User, as_user: SignIn, mailbox: Mailbox, work: Callable[[], int]
) -> None:
    browser = as_user(staff)
    chosen = send(browser, HEADINGS + GOOD + BAD)
    press(browser, chosen, "send")
    work()
    chosen.refresh_from_db()
    assert (chosen.state, chosen.organizations, chosen.contacts) == (State.INVITED, 1, 2)
    assert Organization.objects.get().points_of_contact.count() == 2
    assert {message["to"] for _number, message in mailbox.messages} == {
        "ida@coastal.example",
        "ed@coastal.example",
    }
    assert "2 rows failed" in page_of(browser, chosen)


def test_the_error_file_can_be_corrected_and_uploaded_as_it_is(
    staff: User, as_user: SignIn, work: Callable[[], int]
) -> None:
    browser = as_user(staff)
    chosen = send(browser, HEADINGS + BAD)
    lists.send_invitations(invitation_list=chosen, by=staff)
    lists.invite_listed(pk=chosen.pk)
    path = f"/staff/organizations/invite/list/{chosen.pk}/errors/"
    text = browser.get(path).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[1] == [
        "",
        "Cy",
        "Lee",
        "cy@plant.example",
        "Line 1: Enter the organization's name.",
    ]
    again = send(browser, text.replace(",Cy,", "Plant,Cy,", 1))
    assert "1 organization will be invited" in page_of(browser, again)


def test_rows_fail_in_spanish_on_the_page_and_in_english_in_the_file(
    staff: User, as_user: SignIn, work: Callable[[], int]
) -> None:
    staff.language = "es"
    staff.save()
    browser = as_user(staff)
    chosen = send(browser, f"{HEADINGS}{BAD}A,A,A,same@a.example\nB,B,B,Same@a.example\n")
    for _time in ("in the preview", "when invited"):
        page = page_of(browser, chosen)
        assert "Escriba el nombre de la organización." in page
        assert "Falta el apellido." in page
        assert "La misma dirección está en la línea 3." in page
        press(browser, chosen, "send")
        work()
    file = browser.get(f"/staff/organizations/invite/list/{chosen.pk}/errors/").content.decode()
    assert "Line 1: Enter the organization's name." in file
    assert "Line 4: The same address is on line 3." in file


def test_an_organization_that_exists_is_not_invited_again(
    organization: Organization, contact: User, staff: User
) -> None:
    text = (
        f"{HEADINGS}Piedmont Plant,Di,Lee,di@plant.example\n"
        f"New Plant,Ma,Li,{contact.email}\nA,A,A,same@a.example\nB,B,B,Same@a.example\n"
    )
    judged = list_rows.judge(list_rows.read(text.encode(), "list.csv").rows)
    assert [row.problems for row in judged] == [
        [("organization-there", {})],
        [("contact-there", {})],
        [],
        [("same-address", {"line": 3})],
    ]


def test_running_the_job_again_invites_nobody_twice(staff: User, as_user: SignIn) -> None:
    chosen = send(as_user(staff), HEADINGS + GOOD)
    lists.send_invitations(invitation_list=chosen, by=staff)
    lists.invite_listed(pk=chosen.pk)
    lists.invite_listed(pk=chosen.pk)
    assert PointOfContact.objects.count() == 2


def test_the_same_form_sent_twice_is_one_list(staff: User, as_user: SignIn) -> None:
    key = uuid.uuid4()
    browser = as_user(staff)
    assert send(browser, HEADINGS + GOOD, key=key) == send(browser, HEADINGS + GOOD, key=key)


def test_cancel_drops_a_list_but_not_one_in_progress(staff: User, as_user: SignIn) -> None:
    browser = as_user(staff)
    dropped, sent = send(browser, HEADINGS + GOOD), send(browser, HEADINGS + GOOD)
    press(browser, dropped, "cancel")
    press(browser, sent, "send")
    press(browser, sent, "cancel")
    dropped.refresh_from_db()
    sent.refresh_from_db()
    assert (dropped.state, dropped.data) == (State.CANCELLED, None)
    assert sent.state == State.SUBMITTED


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "",
            "The file is empty. Fill in the template&#x27;s columns Organization Name, First Name",
        ),
        (
            "First Name,Last Name,Email\nA,B,c@d.example\n",
            "No column has the heading Organization Name",
        ),
        (HEADINGS + GOOD * 2, "4 records, and the limit is 3"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(
    staff: User, as_user: SignIn, settings: object, text: str, words: str
) -> None:
    settings.INVITATION_LIST_RECORDS = 3
    browser = as_user(staff)
    chosen = send(browser, text)
    assert chosen.state == State.REFUSED
    assert words in page_of(browser, chosen)


def test_the_template_is_a_list_that_can_be_read(staff: User, as_user: SignIn) -> None:
    template = as_user(staff).get("/staff/organizations/invite/list/template/").content
    found = list_rows.read(template + b"Plant,Ann,Lee,ann@plant.example\r\n", "template.csv")
    assert found.problem is None


def test_showing_a_list_takes_the_same_number_of_queries_however_long_it_is(
    staff: User, as_user: SignIn, django_assert_max_num_queries: Callable
) -> None:
    rows = "".join(f"Plant {n},Ann,Lee,ann{n}@plant.example\n" for n in range(400))
    browser = as_user(staff)
    chosen = send(browser, HEADINGS + rows)
    with django_assert_max_num_queries(8):
        page_of(browser, chosen)


def test_people_in_lists_are_erased_after_the_time_for_which_files_are_kept(
    staff: User, as_user: SignIn, settings: object
) -> None:
    browser = as_user(staff)
    waiting, failed = send(browser, HEADINGS + GOOD), send(browser, HEADINGS + BAD)
    lists.send_invitations(invitation_list=failed, by=staff)
    lists.invite_listed(pk=failed.pk)
    settings.KEEP_UPLOADS_DAYS = 0
    lists.purge_lists()
    waiting.refresh_from_db()
    failed.refresh_from_db()
    assert (waiting.state, waiting.data) == (State.CANCELLED, None)
    assert (failed.failed_rows, failed.failed) == ([], 2)


def test_each_step_of_a_list_is_in_the_audit_trail(staff: User, as_user: SignIn) -> None:
    browser = as_user(staff)
    chosen = send(browser, HEADINGS + GOOD)
    press(browser, chosen, "send")
    lists.invite_listed(pk=chosen.pk)
    recorded = set(Event.objects.filter(who=staff.pk).values_list("action", flat=True))
    assert {"staff.list_received", "staff.list_confirmed", "staff.list_invited"} <= recorded
    assert "organizations.contact_added" in recorded


def test_the_bytes_that_are_kept_are_not_read_for_the_overview(
    staff: User, as_user: SignIn, django_assert_max_num_queries: Callable
) -> None:
    browser = as_user(staff)
    for _number in range(3):
        send(browser, HEADINGS + GOOD)
    with django_assert_max_num_queries(6) as queries:
        browser.get("/staff/organizations/invite/list/")
    assert not any('"data"' in query["sql"] for query in queries.captured_queries)


def give_up() -> None:
    """The last try was in vain: the job is not tried any more."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")


def test_a_list_whose_job_was_given_up_says_so_and_is_tried_again(
    staff: User, as_user: SignIn, work: Callable[[], int]
) -> None:
    # Given a list whose job was given up
    browser = as_user(staff)
    chosen = send(browser, HEADINGS + GOOD)
    press(browser, chosen, "send")
    assert lists.fail_abandoned() == 0
    give_up()

    # When the minute's look comes by
    assert lists.fail_abandoned() == 1

    # Then the page says that nobody was invited, and one press tries again
    assert "Nobody was invited from this list." in page_of(browser, chosen)
    press(browser, chosen, "send")
    work()
    chosen.refresh_from_db()
    assert chosen.state == State.INVITED
    assert Event.objects.filter(action="staff.list_failed").exists()


def test_a_list_that_failed_can_be_dropped(staff: User, as_user: SignIn) -> None:
    browser = as_user(staff)
    chosen = send(browser, HEADINGS + GOOD)
    press(browser, chosen, "send")
    give_up()
    lists.fail_abandoned()

    press(browser, chosen, "cancel")

    chosen.refresh_from_db()
    assert (chosen.state, chosen.data) == (State.CANCELLED, None)
