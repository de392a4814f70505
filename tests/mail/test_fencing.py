"""No letter is sent over a second after a check that it is wanted and this mailer's own."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models.functions import Now

from cvms.mail import actions, admission, claims, clock, delivery, freshness, in_hand
from cvms.mail.delivery import deliver_due
from cvms.mail.marking import mark
from cvms.mail.models import Message
from cvms.mail.outcomes import SENT
from cvms.recipients.actions import erasing as erasure
from cvms.recipients.actions import inviting as recipients
from cvms.uploads.actions import searching

pytestmark = pytest.mark.django_db
State = Message.State
HELD = "person2@people.example"


@pytest.fixture
def elapse(monkeypatch):
    """Lets seconds pass as if the machine had been suspended."""
    passed = [0.0]
    for module in (admission, claims, delivery, freshness, in_hand):
        monkeypatch.setattr(module, "boottime", lambda: clock.boottime() + passed[0])

    def pass_by(seconds):
        passed[0] += seconds

    return pass_by


@pytest.fixture
def while_it_is_being_sent(server, elapse):
    """Runs a mailer, and something else while the server has not answered for one address."""

    def run(act, seconds):
        handler = server()
        named, go_on = handler.hold(HELD)

        def stopping():
            if named.is_set() and not go_on.is_set():
                act()
                elapse(seconds)
                go_on.set()
            return False

        deliver_due(stopping)
        return handler

    return run


def _held(messages, organization):
    return messages.get(about=organization.recipients.get(email=HELD).pk)


def test_a_person_who_unsubscribes_gets_no_letter_in_progress(
    three_invitations, organization, while_it_is_being_sent
):
    person = organization.recipients.get(email=HELD)

    handler = while_it_is_being_sent(lambda: recipients.unsubscribe(recipient=person), 2)

    assert sorted(handler.taken) == ["person1@people.example", "person3@people.example"]
    assert _held(three_invitations, organization).state == State.DROPPED


def test_a_person_who_is_removed_gets_no_letter_in_progress(
    three_invitations, organization, staff, while_it_is_being_sent
):
    person = organization.recipients.get(email=HELD)
    searching.search(erasure.person_of(person))

    handler = while_it_is_being_sent(lambda: erasure.erase(recipient=person, by=staff), 2)

    assert HELD not in handler.taken
    assert three_invitations.count() == 2


def test_a_mailer_whose_lease_ran_out_sends_nothing_that_another_claimed(
    three_invitations, organization, while_it_is_being_sent
):
    # Given a mailer that is suspended while it sends, and another one that took the message over
    held, other = _held(three_invitations, organization), uuid.uuid4()

    def taken_over():
        mine = Message.objects.filter(pk=held.pk)
        mine.update(claim=other, lease_until=Now() + timedelta(minutes=5))

    # When it goes on
    handler = while_it_is_being_sent(taken_over, 600)

    # Then it neither sends the message nor says what became of it
    assert HELD not in handler.taken
    held.refresh_from_db()
    assert (held.state, held.claim) == (State.SENDING, other)


def test_a_mailer_continues_if_nobody_took_over_its_expired_lease(
    three_invitations, organization, while_it_is_being_sent
):
    handler = while_it_is_being_sent(lambda: None, 2)

    assert len(handler.taken) == 3
    assert not three_invitations.exclude(state=State.SENT).exists()


def test_an_outcome_after_a_takeover_is_not_recorded(three_invitations):
    message, other = three_invitations.first(), uuid.uuid4()
    message.state, message.claim = State.SENDING, other
    message.lease_until = message.created_at
    message.save()

    mark([(message, "people.example", SENT)], claim=uuid.uuid4())

    message.refresh_from_db()
    assert (message.state, message.claim) == (State.SENDING, other)


def test_a_lease_is_measured_by_the_clock_of_the_database(three_invitations, monkeypatch):
    # Given a machine whose clock is a day ahead
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime.now(UTC) + timedelta(days=1))
    Message.objects.update(state=State.SENDING, lease_until=Now() + timedelta(minutes=5))

    # Then what another mailer holds is not abandoned
    assert not Message.objects.abandoned().exists()


def test_a_bounce_during_sending_is_kept(three_invitations, organization, while_it_is_being_sent):
    held = _held(three_invitations, organization)

    def come_back():
        actions.returned(
            token=held.token, state=State.BOUNCED, reason="no-such-address", answer="5.1.1"
        )

    while_it_is_being_sent(come_back, 0)

    held.refresh_from_db()
    assert (held.state, held.reason) == (State.BOUNCED, "no-such-address")
