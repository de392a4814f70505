"""A destination that pauses by our fault: state IT is told, and one press sends what waited."""

from collections.abc import Callable

import pytest
from django.test import Client

from cvms.accounts.models import User
from cvms.accounts.permissions import Role
from cvms.audit.models import Event
from cvms.local.inbox import Mailbox
from cvms.mail import actions
from cvms.mail.models import Message, Pause
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
REFUSED = "550 5.7.26 This mail has been blocked"


@pytest.fixture
def state_it() -> User:
    return make.user(Role.STATE_IT, "it@state.example")


@pytest.fixture
def paused(state_it: User) -> Pause:
    return actions.pause(destination="gmail.com", reason=REFUSED)


def test_state_it_is_told_by_mail_and_on_the_console(
    paused: Pause, state_it: User, as_user: SignIn, mailbox: Mailbox, work: Callable[[], int]
) -> None:
    work()

    _number, letter = mailbox.messages[-1]
    assert letter["To"] == state_it.email
    assert letter["Subject"] == "Mail is paused in the COVID-19 Vaccine Management System"
    assert "Mail to gmail.com is paused." in letter.get_body(("plain",)).get_content()
    page = as_user(state_it).get("/staff/delivery/").content.decode()
    assert "Mail to gmail.com is paused" in page
    assert REFUSED in page


def test_one_press_resumes_mail_and_a_second_press_says_so(
    paused: Pause,
    state_it: User,
    organization: object,
    as_user: SignIn,
    mailbox: Mailbox,
    work: Callable[[], int],
) -> None:
    # Given somebody whose invitation waits with the pause
    make.loaded(organization, ("Ada", "Roe", "ada@gmail.com"))
    work()
    waiting = Message.objects.get(pause=paused)
    assert waiting.state == Message.State.QUEUED

    # When state IT presses, twice
    browser = as_user(state_it)
    address = f"/staff/delivery/pauses/{paused.pk}/resume/"
    first = browser.post(address, follow=True).content.decode()
    second = browser.post(address, follow=True).content.decode()
    work()

    # Then it is sent once, and the trail says who had it sent
    assert "1 message waited for it" in first
    assert "Mail goes there again already" in second
    assert [m["To"] for _n, m in mailbox.messages].count("ada@gmail.com") == 1
    assert Event.objects.get(action="mail.resumed").who == state_it.pk


def test_people_who_may_not_resume_mail_see_no_button_and_are_refused(
    paused: Pause, as_user: SignIn
) -> None:
    browser = as_user(make.user(Role.AUDITOR))
    assert browser.post(f"/staff/delivery/pauses/{paused.pk}/resume/").status_code == 403
    assert Pause.objects.active().exists()
