"""A failure of one message stops no other, and makes only that one wait longer."""

import smtplib
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db.models import Max
from django.utils import timezone

from cvms.mail import kinds
from cvms.mail.delivery import deliver_due
from cvms.mail.models import Message
from tests.mail.mail_server import MailServer

pytestmark = pytest.mark.django_db
State = Message.State
POISON = "person2@people.example"


def _states(messages):
    return list(messages.order_by("id").values_list("state", flat=True))


def _poisoned(messages):
    return messages.order_by("id")[1]


@pytest.mark.parametrize("at", ["recipient", "content"])
def test_a_message_at_which_the_server_hangs_up_waits_alone(three_invitations, server, at):
    handler = server()
    getattr(handler, at)[POISON] = MailServer.HANG_UP

    deliver_due()

    assert _states(three_invitations) == [State.SENT, State.QUEUED, State.SENT]
    waiting = _poisoned(three_invitations)
    assert (waiting.attempts, waiting.reason) == (1, "hung-up")
    assert waiting.due_at > timezone.now()


def test_each_hang_up_makes_the_message_wait_longer_and_days_of_them_fail_it(
    three_invitations, server, settings
):
    handler = server()
    handler.content[POISON] = MailServer.HANG_UP
    waits = []
    for _try in range(3):
        three_invitations.filter(state=State.QUEUED).update(due_at=timezone.now())
        deliver_due()
        waits.append(_poisoned(three_invitations).due_at - timezone.now())
    assert waits == sorted(waits)
    assert waits[0] < waits[-1]

    long_ago = timezone.now() - timedelta(days=settings.MAIL_GIVE_UP_DAYS + 1)
    three_invitations.filter(state=State.QUEUED).update(due_at=timezone.now(), created_at=long_ago)
    deliver_due()
    assert _states(three_invitations) == [State.SENT, State.FAILED, State.SENT]


def test_many_messages_at_which_the_server_hangs_up_delay_no_others(invitations, server):
    # Given a hundred messages, a quarter of which the server never takes, in the front
    messages = invitations(100)
    handler = server()
    for number in range(1, 26):
        handler.content[f"person{number}@people.example"] = MailServer.HANG_UP

    # When mailers come by as they do each minute
    for _minute in range(10):
        deliver_due()

    assert _states(messages).count(State.SENT) == 75
    assert set(messages.filter(state=State.QUEUED).values_list("attempts", flat=True)) == {1}


def test_a_report_larger_than_the_server_accepts_fails_with_the_reason(three_invitations, server):
    handler = server()
    handler.content[POISON] = "552 5.3.4 Message too big for system"

    deliver_due()

    assert _states(three_invitations) == [State.SENT, State.FAILED, State.SENT]
    assert _poisoned(three_invitations).reason_words == "larger than the mail server accepts"


def test_a_552_at_the_first_command_fails_the_message_and_pauses_nothing(three_invitations, server):
    handler = server()
    handler.sender = "552 message size exceeds fixed maximum message size"

    deliver_due()

    assert _states(three_invitations) == [State.FAILED] * 3


def test_a_message_of_an_unknown_kind_waits_and_the_others_are_sent(three_invitations, server):
    handler = server()
    new = Message.objects.create(kind="of_the_next_release", about=1)

    deliver_due()

    assert len(handler.taken) == 3
    new.refresh_from_db()
    assert (new.state, new.reason, new.attempts) == (State.QUEUED, "unknown-kind", 1)


def test_a_writer_that_raises_at_one_message_ends_neither_the_others_nor_its_kind(
    three_invitations, server, monkeypatch
):
    kind = kinds.KINDS["recipient_invitation"]
    bad = _poisoned(three_invitations).pk

    def write(messages):
        if bad in [message.pk for message in messages]:
            raise RuntimeError("a fault of ours")
        return kind.write(messages)

    broken = kinds.Kind(kind.name, kind.label, write, kind.wanted, kind.priority)
    monkeypatch.setitem(kinds.KINDS, kind.name, broken)
    server()

    deliver_due()

    assert _states(three_invitations) == [State.SENT, State.QUEUED, State.SENT]
    assert _poisoned(three_invitations).reason == "not-written"


@pytest.mark.parametrize(
    "address", ["no-domain", "two words@people.example", "ümläut@people.example"]
)
def test_an_address_that_no_mail_server_takes_fails_alone(
    three_invitations, server, organization, address
):
    handler = server({"enable_SMTPUTF8": False})
    person = organization.recipients.get(email=POISON)
    person.email = address
    person.save(update_fields=["email"])

    deliver_due()

    assert _states(three_invitations) == [State.SENT, State.FAILED, State.SENT]
    assert len(handler.taken) == 2
    assert _poisoned(three_invitations).reason == "no-such-address"


def test_an_answer_that_is_too_late_counts_against_the_message(three_invitations, server, settings):
    settings.EMAIL_TIMEOUT = 5  # the others are answered sooner on a busy machine too
    handler = server()
    _named, go_on = handler.hold(POISON)

    deliver_due()
    go_on.set()

    assert _states(three_invitations) == [State.SENT, State.QUEUED, State.SENT]
    assert _poisoned(three_invitations).attempts == 1


def test_messages_of_a_mailer_that_died_are_sent_later_each_time(three_invitations, server):
    # Given a message whose mailers die: the second one did
    past = timezone.now() - timedelta(seconds=1)
    held = three_invitations.filter(pk=_poisoned(three_invitations).pk)
    held.update(state=State.SENDING, lease_until=past, attempts=1)
    server()

    deliver_due()

    assert _states(three_invitations) == [State.SENT, State.QUEUED, State.SENT]
    assert held.get().attempts == 2


def test_a_kept_connection_that_the_server_closed_meanwhile_blames_no_message(
    three_invitations, server, monkeypatch, settings
):
    settings.MAIL_CONNECTIONS = 1
    handler = server()
    getreply, seen = smtplib.SMTP.getreply, SimpleNamespace(accepted=0)

    def closing(self):
        code, text = getreply(self)
        if text == b"OK" and code == 250 and len(handler.taken) == 1 and not seen.accepted:
            seen.accepted = 1
            self.sock.close()
            self.file = None
            self.sock = None
        return code, text

    monkeypatch.setattr(smtplib.SMTP, "getreply", closing)

    deliver_due()

    assert _states(three_invitations) == [State.SENT] * 3
    assert three_invitations.aggregate(most=Max("attempts"))["most"] == 0
