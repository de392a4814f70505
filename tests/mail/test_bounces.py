"""Returned mail marks the person's invitation; no address is blamed for our own fault."""

import io
import mailbox as folders
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from anymail.signals import tracking
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from cvms.mail import actions, bounces, handing_in
from cvms.mail.bounces import take
from cvms.mail.models import Message, Pause, UnreadReturn
from cvms.mail.returned import Kind
from cvms.recipients.models import Recipient
from tests import make, smtp

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).with_name("returned")
TOKEN = b"0123456789abcdef0123456789abcdef"  # as the samples have it


@pytest.fixture
def sent(organization, work, mailbox):
    """An invitation that a mail server accepted."""
    upload = make.loaded(organization, *make.people(1))
    work()
    return Message.objects.get(batch=upload.pk)


def returned(message, name):
    """Return a sample as it would come back for this message."""
    raw = (SAMPLES / f"{name}.eml").read_bytes()
    return raw.replace(TOKEN, message.token.hex.encode())


def test_a_report_of_failure_marks_the_message(sent):
    assert take(returned(sent, "postfix-user-unknown")) is Kind.FAILED

    sent.refresh_from_db()
    assert (sent.state, sent.reason) == (Message.State.BOUNCED, "no-such-address")
    assert sent.reason_words == "this address does not exist"


@pytest.mark.parametrize("name", ["delayed", "delivered", "relayed", "out-of-office"])
def test_a_delay_a_delivery_or_an_automatic_reply_marks_nothing(sent, name):
    assert take(returned(sent, name)) is Kind.NOTHING

    sent.refresh_from_db()
    assert sent.state == Message.State.SENT


def test_a_bounce_for_our_fault_blames_nobody_and_can_be_sent_again(sent, staff):
    take(returned(sent, "our-dkim"))

    sent.refresh_from_db()
    assert (sent.state, sent.reason) == (Message.State.FAILED, "not-authenticated")
    assert not Pause.objects.exists()  # anybody can write such a report
    assert actions.retry(messages=Message.objects.filter(reason=sent.reason), by=staff) == 1


def test_a_bounce_that_arrives_before_the_message_is_marked_sent_is_kept(sent):
    Message.objects.filter(pk=sent.pk).update(state=Message.State.QUEUED, sent_at=None)

    take(returned(sent, "postfix-user-unknown"))

    sent.refresh_from_db()
    assert sent.state == Message.State.BOUNCED


def test_a_complaint_ends_invitations_to_that_person(sent):
    assert take(returned(sent, "complaint")) is Kind.COMPLAINT

    assert Recipient.objects.get().unsubscribed_at
    sent.refresh_from_db()
    assert sent.reason == "complained"


def test_returned_mail_that_is_not_understood_is_kept_for_state_it(sent, tmp_path):
    raw = returned(sent, "a-person-writes")

    assert take(raw) is Kind.UNREAD

    call_command("unread_returns", "--write", str(tmp_path), stdout=io.StringIO())
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [raw]


def test_returned_mail_that_was_kept_is_deleted_in_time(monkeypatch):
    monkeypatch.setattr(actions, "KEPT_UNREAD", 3)
    for number in range(5):
        actions.keep_unread(raw=b"%d" % number)
    assert [bytes(one.content) for one in UnreadReturn.objects.order_by("pk")] == [b"2", b"3", b"4"]

    UnreadReturn.objects.update(received_at=timezone.now() - timedelta(days=31))
    assert actions.purge_unread() == 3


def _event(message, **more):
    about = {"event_type": "bounced", "reject_reason": "bounced", "description": ""}
    about |= {"mta_response": "", "metadata": {"token": message.token.hex}} | more
    return SimpleNamespace(**about)


@pytest.mark.parametrize(
    ("said", "state", "reason"),
    [
        ({"reject_reason": "invalid"}, "bounced", "no-such-address"),
        ({"reject_reason": "timed_out"}, "bounced", "not-reached"),
        ({"mta_response": "550 5.1.1 User unknown"}, "bounced", "no-such-address"),
        ({"mta_response": "552 5.2.2 mailbox full"}, "bounced", "mailbox-full"),
        ({"mta_response": "550 5.7.26 unauthenticated"}, "failed", "not-authenticated"),
        ({"reject_reason": "blocked"}, "failed", "blocked"),
        ({"event_type": "rejected", "reject_reason": "other"}, "bounced", "not-reached"),
        ({"description": "Permanent: General"}, "bounced", "no-such-address"),
        ({"description": "NUL \0, half a pair \ud83d"}, "bounced", "no-such-address"),
        ({"description": "Transient: MailboxFull"}, "sent", ""),
        ({"description": "Undetermined: Undetermined"}, "sent", ""),
        ({"event_type": "deferred"}, "sent", ""),
        ({"event_type": "delivered"}, "sent", ""),
        ({"event_type": "autoresponded"}, "sent", ""),
        ({"event_type": "complained"}, "sent", "complained"),
        ({"metadata": {"token": "no token"}}, "sent", ""),
        ({"metadata": None}, "sent", ""),
    ],
)
def test_a_mail_services_webhook_is_judged_like_a_bounce(sent, said, state, reason):
    tracking.send(sender=object, event=_event(sent, **said), esp_name="test")

    sent.refresh_from_db()
    assert (sent.state, sent.reason) == (state, reason)


def test_each_message_has_its_own_return_path_if_the_setting_has_a_token(
    organization, work, mailbox, settings
):
    settings.RETURN_ADDRESS = "bounces+{token}@dhhs.nc.gov"
    settings.REPLY_TO = "people@dhhs.nc.gov"
    senders = []

    class Envelopes:
        async def handle_DATA(self, _server, _session, envelope):
            senders.append(envelope.mail_from)
            return await mailbox.handle_DATA(_server, _session, envelope)

    server = smtp.start(Envelopes())
    smtp.use(settings, server)
    upload = make.loaded(organization, *make.people(1))

    work()

    server.stop()
    message = Message.objects.get(batch=upload.pk)
    assert senders[-1] == f"bounces+{message.token.hex}@dhhs.nc.gov"
    assert mailbox.messages[-1][1]["Reply-To"] == "people@dhhs.nc.gov"


def test_a_maildir_is_emptied_as_its_messages_are_processed(sent, tmp_path):
    box = folders.Maildir(tmp_path / "bounces", create=True)
    box.add(returned(sent, "postfix-user-unknown"))
    box.add(b"From: x\n\nhello")
    box.add(b"Content-Type: message/rfc822\n\n" * 2000)

    call_command("take_bounces", maildir=str(tmp_path / "bounces"), stdout=io.StringIO())

    sent.refresh_from_db()
    assert sent.state == Message.State.BOUNCED
    assert len(folders.Maildir(tmp_path / "bounces")) == 0


def test_no_message_of_a_maildir_stops_the_others(sent, tmp_path, settings):
    settings.PEOPLE_ADDRESS = "people@dhhs.nc.gov"
    settings.EMAIL_BACKEND = "no.such.backend"  # a person's mail cannot be forwarded
    box = folders.Maildir(tmp_path / "bounces", create=True)
    for raw in (b"Content-Type: message/rfc822\n\n" * 2000, returned(sent, "complaint"), b"Hello"):
        box.add(raw)
    said = io.StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command(
            "take_bounces", maildir=str(tmp_path / "bounces"), stdout=said, stderr=io.StringIO()
        )

    sent.refresh_from_db()
    assert (ended.value.code, said.getvalue(), sent.reason) == (75, "1 taken.\n", "complained")
    assert len(folders.Maildir(tmp_path / "bounces")) == 2


def test_no_returned_mail_is_lost_while_the_database_is_down(sent, tmp_path, monkeypatch):
    box = folders.Maildir(tmp_path / "bounces", create=True)
    box.add(returned(sent, "postfix-user-unknown"))

    def away(*_args, **_options):
        raise OperationalError

    monkeypatch.setattr(handing_in, "take", away)
    with pytest.raises(SystemExit) as ended:
        call_command("take_bounces", maildir=str(tmp_path / "bounces"), stderr=io.StringIO())

    assert ended.value.code == 75
    assert len(folders.Maildir(tmp_path / "bounces")) == 1


def test_without_its_environment_the_command_exits_with_a_temporary_failure():
    done = subprocess.run(
        [Path(sys.executable).parent / "cvms", "take_bounce"],
        env={"PATH": "/usr/bin:/bin"},
        input=b"Subject: x\n\nx",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 75
    assert b"SECRET_KEY" in done.stderr


def test_the_environment_can_be_read_from_a_file(tmp_path):
    file = tmp_path / "cvms.env"
    file.write_text("SECRET_KEY=a key that is long enough to be taken for one, 1234567890\n")
    done = subprocess.run(
        [Path(sys.executable).parent / "cvms", "--env", file, "mail-check", "--help"],
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, b"--selector" in done.stdout) == (0, True), done.stderr


def test_mail_that_is_not_a_bounce_is_forwarded_to_people(sent, mailbox, settings):
    settings.PEOPLE_ADDRESS = "people@dhhs.nc.gov"

    said = handing_in.hand_in(returned(sent, "a-person-writes"), envelope_recipient="")

    assert said == "Passed on to people."
    passed = mailbox.messages[-1][1]
    assert passed["To"] == "people@dhhs.nc.gov"
    attached = next(passed.iter_attachments())
    assert attached.get_filename() == "message.eml"
    assert attached.get_content().startswith(b"From: Ann Lee <person1@people.example>\n")


@pytest.mark.parametrize(
    "raw",
    [
        "From: Ana Núñez <ana@people.example>\nSubject: ¿Mi cita?\n\nNo puedo ir.\n".encode(),
        "From: Ana Núñez <ana@people.example>\n\nNo puedo ir.\n".encode("latin-1"),
        b"Subject: =?utf-8?b?abcde?=\nContent-Type: text/plain; charset=\0\n\nHello\0\n",
        b"Subject: one\r two\nTo: <<>>,,;\nContent-Type: multipart/mixed\n\n--\n",
        b"Content-Type: message/rfc822\n\n" * 2000,
        b"",
    ],
    ids=[
        "8-bit-headers",
        "latin-1",
        "nul-and-bad-base64",
        "malformed",
        "nested-2000-deep",
        "empty",
    ],
)
def test_mail_that_no_parser_accepts_is_kept_and_forwarded_byte_for_byte(raw, mailbox, settings):
    settings.PEOPLE_ADDRESS = "people@dhhs.nc.gov"

    assert handing_in.hand_in(raw, envelope_recipient="") == "Passed on to people."

    assert bytes(UnreadReturn.objects.get().content) == raw
    (attached,) = mailbox.messages[-1][1].iter_attachments()
    assert attached.get_content() == raw


def test_a_persons_answer_with_a_picture_is_forwarded_whole(mailbox, settings, monkeypatch):
    settings.PEOPLE_ADDRESS = "people@dhhs.nc.gov"
    raw = b"Subject: Re: Welcome\n\n" + b"picture " * 2**19  # 4 MB
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))

    call_command("take_bounce", stdout=io.StringIO())

    (attached,) = mailbox.messages[-1][1].iter_attachments()
    assert attached.get_content() == raw


def test_listeners_are_connected_once():
    before = len(tracking.receivers)
    bounces.connect()
    assert len(tracking.receivers) == before
