"""Mail that comes back is marked on the person's invitation."""

from types import SimpleNamespace

import pytest
from anymail.signals import tracking

from cvms.mail.bounces import take
from cvms.mail.models import Message
from tests import make

pytestmark = pytest.mark.django_db

NOTIFICATION = """\
From: MAILER-DAEMON@mx.example
To: nccvms@dhhs.nc.gov
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It did not arrive.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; person1@people.example
Action: {action}
Status: {status}

--b
Content-Type: {kind}

From: nccvms@dhhs.nc.gov
Message-ID: <{token}@dhhs.nc.gov>
Subject: Welcome

--b--
"""


@pytest.fixture
def sent(organization, work, mailbox):
    """An invitation that a mail server accepted."""
    upload = make.loaded(organization, *make.people(1))
    work()
    return Message.objects.get(batch=upload.pk)


def _notify(message, *, action="failed", status="5.1.1", kind="text/rfc822-headers"):
    text = NOTIFICATION.format(action=action, status=status, kind=kind, token=message.token.hex)
    return take(text.encode())


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
def test_a_notification_of_failure_marks_it(sent, kind):
    assert _notify(sent, kind=kind)

    sent.refresh_from_db()
    assert sent.state == Message.State.BOUNCED
    assert sent.reason == "returned 5.1.1"
    assert sent.reason_words == "5.1.1 returned by the mail server"


@pytest.mark.parametrize(
    "about", [{"action": "delayed", "status": "4.4.1"}, {"action": "delivered", "status": "2.0.0"}]
)
def test_a_delay_or_a_delivery_marks_nothing(sent, about):
    assert not _notify(sent, **about)

    sent.refresh_from_db()
    assert sent.state == Message.State.SENT


@pytest.mark.parametrize("junk", [b"", b"Subject: hello\n\nhello", b"\x00\xff" * 50])
def test_anything_else_is_no_notification(sent, junk):
    assert not take(junk)


def test_a_mail_services_webhook_marks_it(sent):
    event = SimpleNamespace(
        event_type="bounced", reject_reason="invalid", metadata={"token": sent.token.hex}
    )

    tracking.send(sender=object, event=event, esp_name="test")

    sent.refresh_from_db()
    assert sent.state == Message.State.BOUNCED
