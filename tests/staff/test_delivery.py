"""Uploads and mail across the state: staff see what is stuck, and send again."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cvms.accounts.models import User
from cvms.accounts.permissions import Role
from cvms.audit.models import Event
from cvms.local.inbox import Mailbox
from cvms.mail.marking import mark
from cvms.mail.models import Message
from cvms.mail.outcomes import Outcome, Verdict
from cvms.organizations.models import Organization
from cvms.recipients import invitations
from cvms.staff import stuck
from cvms.staff.actions.counting import recount
from tests import make

SignIn = Callable[[User], Client]
RELAY = "550 relaying denied"


@pytest.fixture
def failed(organization: Organization) -> list[Message]:
    """Three invitations that the mail server refused: two for one reason."""
    make.loaded(organization, *make.people(3))
    letters = list(Message.objects.filter(kind=invitations.KIND).order_by("id"))
    for letter, reason in zip(letters, (RELAY, RELAY, "550 no such user"), strict=True):
        letter.state, letter.reason = Message.State.FAILED, reason
        letter.save()
    return letters


def test_mail_that_failed_is_listed_with_its_reason_and_without_an_address(
    failed: list[Message], staff: User, as_user: SignIn
) -> None:
    recount()
    page = as_user(staff).get("/staff/delivery/").content.decode()
    assert "550 no such user" in page
    assert "Invitation to a recipient" in page
    assert "people.example" not in page


def test_all_that_failed_for_one_reason_is_sent_again_and_nothing_else(
    failed: list[Message],
    staff: User,
    as_user: SignIn,
    mailbox: Mailbox,
    work: Callable[[], int],
) -> None:
    as_user(staff).post("/staff/delivery/retry-reason/", {"reason": RELAY})
    work()
    states = [
        message.state
        for message in Message.objects.filter(pk__in=[m.pk for m in failed]).order_by("id")
    ]
    assert states == ["sent", "sent", "failed"]
    event = Event.objects.get(action="mail.retried")
    assert (event.who, event.details["messages"]) == (staff.pk, 2)


def test_one_message_is_sent_again_once(
    failed: list[Message], staff: User, as_user: SignIn, mailbox: Mailbox, work: Callable[[], int]
) -> None:
    browser = as_user(staff)
    browser.post(f"/staff/delivery/{failed[0].pk}/retry/")
    work()
    browser.post(f"/staff/delivery/{failed[0].pk}/retry/")
    work()
    to_first = [m for _n, m in mailbox.messages if m["to"] == "person1@people.example"]
    assert len(to_first) == 1


@pytest.mark.parametrize(
    ("tried_again", "state"), [(False, Message.State.FAILED), (True, Message.State.QUEUED)]
)
def test_a_message_tried_again_gets_the_full_number_of_days(
    failed: list[Message], *, tried_again: bool, state: str
) -> None:
    claim, old = uuid.uuid4(), timezone.now() - timedelta(days=30)
    message = failed[0]
    message.state, message.claim, message.lease_until = "sending", claim, timezone.now()
    message.created_at, message.retried_at = old, timezone.now() if tried_again else None
    message.save()
    mark([(message, "people.example", Outcome(Verdict.LATER, "451 later"))], claim)
    message.refresh_from_db()
    assert message.state == state


def test_people_who_may_not_retry_see_no_button_and_are_refused(
    failed: list[Message], as_user: SignIn
) -> None:
    browser = as_user(make.user(Role.AUDITOR))
    assert browser.post(f"/staff/delivery/{failed[0].pk}/retry/").status_code == 403
    assert browser.post("/staff/delivery/retry-reason/", {"reason": RELAY}).status_code == 403


def test_the_first_page_says_that_the_mail_server_is_down(
    failed: list[Message], staff: User, as_user: SignIn
) -> None:
    hours_ago = timezone.now() - timedelta(hours=2)
    Message.objects.filter(pk=failed[0].pk).update(
        state=Message.State.QUEUED, created_at=hours_ago, reason="ConnectionRefusedError"
    )
    page = as_user(staff).get("/staff/").content.decode()
    assert "Mail is not going out" in page
    assert "ConnectionRefusedError" in page


def test_recent_mail_is_not_shown_as_stuck(organization: Organization) -> None:
    make.loaded(organization, *make.people(2))
    assert stuck.mail_trouble().late is None


def test_an_invitation_not_answered_in_time_is_stuck(staff: User, settings: object) -> None:
    quiet = make.organization(by=staff, submitted=False)
    Organization.objects.update(invited_at=timezone.now() - timedelta(days=6))
    assert stuck.unanswered().rows == []
    settings.ANSWER_DAYS = 5
    assert stuck.unanswered().rows == [quiet]


def test_a_refused_upload_is_stuck_until_the_organization_sends_another(
    organization: Organization,
) -> None:
    refused = make.upload(organization, b"no headings here\n")
    assert stuck.uploads_not_loaded().rows == [refused]
    make.loaded(organization, *make.people(1))
    assert stuck.uploads_not_loaded().rows == []


def test_uploads_of_the_state_are_filtered_by_state_and_organization(
    organization: Organization, staff: User, as_user: SignIn
) -> None:
    make.upload(organization, b"no headings here\n", name="secret_name.csv")
    other = make.organization(by=staff)
    Organization.objects.filter(pk=other.pk).update(name="Coastal Mills")
    make.loaded(other, *make.people(1))
    browser = as_user(staff)

    def shown(query: str) -> str:
        page = browser.get(f"/staff/uploads/?{query}").content.decode()
        return page.partition("<table")[2]

    assert "Piedmont Plant" in shown("")
    assert "secret_name" not in shown("")
    assert "Coastal Mills" not in shown("state=refused")
    assert "Piedmont Plant" not in shown("organization=coastal")
    assert "Piedmont Plant" not in shown(f"number={other.pk}")
    assert "Piedmont Plant" in shown("state=nonsense&number=nonsense&before=nonsense")


def test_uploads_are_read_a_page_at_a_time(
    organization: Organization,
    staff: User,
    as_user: SignIn,
    django_assert_max_num_queries: Callable,
) -> None:
    for _number in range(51):
        make.upload(organization, b"no headings here\n")
    browser = as_user(staff)
    with django_assert_max_num_queries(6):
        first = browser.get("/staff/uploads/")
    older = first.context["slice"].older
    second = browser.get(f"/staff/uploads/?before={older}")
    shown = [one.pk for page in (first, second) for one in page.context["slice"].rows]
    assert len(shown) == len(set(shown)) == 51
    assert shown == sorted(shown, reverse=True)
