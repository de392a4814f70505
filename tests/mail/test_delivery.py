"""Mail is late when the mail server is down, and never lost, and never sent twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cvms.mail.delivery import deliver_due
from cvms.mail.models import Message
from tests import smtp
from tests.mail.mail_server import MailServer

pytestmark = pytest.mark.django_db
State = Message.State


def _states(messages):
    return list(messages.order_by("id").values_list("state", flat=True))


def test_a_server_that_is_down_delays_everything(three_invitations, settings, server):
    # Given a mail server that nobody can reach
    gone = smtp.start(MailServer())
    smtp.use(settings, gone)
    gone.stop()

    # When mail is to be sent, then it waits
    deliver_due()
    assert _states(three_invitations) == [State.QUEUED] * 3
    assert not three_invitations.due().exists()

    # And when the server is back, all of it goes, once
    handler = server()
    three_invitations.update(due_at=timezone.now())
    deliver_due()
    assert _states(three_invitations) == [State.SENT] * 3
    assert sorted(handler.taken) == [f"person{n}@people.example" for n in (1, 2, 3)]


def test_a_permanent_refusal_is_marked_with_the_reason_and_without_the_address(
    three_invitations, server
):
    handler = server(**{"person2_at_people.example": "550 Person2@People.example unknown"})

    deliver_due()

    assert _states(three_invitations) == [State.SENT, State.FAILED, State.SENT]
    failed = three_invitations.get(state=State.FAILED)
    assert (failed.reason, failed.answer) == ("no-such-address", "550 the address unknown")
    assert len(handler.taken) == 2


def test_a_temporary_refusal_is_tried_again_and_given_up_after_days(
    three_invitations, server, settings
):
    server(**{"person2_at_people.example": "451 try later"})

    deliver_due()

    waiting = three_invitations.get(state=State.QUEUED)
    assert waiting.attempts == 1
    assert waiting.due_at > timezone.now()

    old = timezone.now() - timedelta(days=settings.MAIL_GIVE_UP_DAYS + 1)
    three_invitations.filter(pk=waiting.pk).update(due_at=timezone.now(), created_at=old)
    deliver_due()
    assert three_invitations.get(pk=waiting.pk).state == State.FAILED


def test_mail_claimed_by_a_dead_worker_is_sent_by_another(three_invitations, server):
    # Given a worker that claimed the messages and died
    handler = server()
    past = timezone.now() - timedelta(seconds=1)
    three_invitations.update(state=State.SENDING, lease_until=past)

    deliver_due()

    assert _states(three_invitations) == [State.SENT] * 3
    assert len(handler.taken) == 3


def test_mail_claimed_by_a_living_worker_is_left_to_it(three_invitations, server):
    handler = server()
    later = timezone.now() + timedelta(minutes=5)
    three_invitations.update(state=State.SENDING, lease_until=later)

    deliver_due()

    assert handler.taken == []


def test_a_person_who_has_set_a_password_meanwhile_gets_no_invitation(
    three_invitations, server, organization
):
    handler = server()
    person = organization.recipients.get(email="person2@people.example")
    person.user.password_changed_at = timezone.now()
    person.user.save()

    deliver_due()

    assert _states(three_invitations) == [State.SENT, State.DROPPED, State.SENT]
    assert "person2@people.example" not in handler.taken


def test_a_worker_that_is_told_to_stop_gives_back_what_it_has_not_sent(
    three_invitations, server, settings
):
    # Given one connection, on which the first message has begun when the worker is told to stop
    settings.MAIL_CONNECTIONS = 1
    handler = server()
    begun, told = handler.hold("person1@people.example")

    def stopping():
        if begun.is_set():
            told.set()
        return told.is_set()

    deliver_due(stopping)

    # Then that one is sent and the others wait for another worker
    assert handler.taken == ["person1@people.example"]
    assert _states(three_invitations) == [State.SENT, State.QUEUED, State.QUEUED]
    assert three_invitations.due().count() == 2


def test_an_invitation_has_the_headers_and_parts_that_mail_systems_expect(
    three_invitations, mailbox
):
    deliver_due()

    _number, letter = mailbox.messages[0]
    assert letter["Subject"] == "Welcome to the COVID-19 Vaccine Management System"
    assert letter["Message-ID"].endswith("@dhhs.nc.gov>")
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["List-Unsubscribe"].strip().startswith("<http")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    kinds = [part.get_content_type() for part in letter.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]


def test_one_click_unsubscribes_and_opening_the_page_does_not(
    three_invitations, mailbox, client, organization
):
    deliver_due()
    _number, letter = mailbox.messages[0]
    url = letter["List-Unsubscribe"].strip().strip("<>")
    person = organization.recipients.get(email=letter["To"])

    client.get(url)
    person.refresh_from_db()
    assert person.unsubscribed_at is None

    client.post(url, {"List-Unsubscribe": "One-Click"})
    person.refresh_from_db()
    assert person.unsubscribed_at is not None
