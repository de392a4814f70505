"""A refusal for our own fault pauses its destination, blames nobody, and loses nothing."""

import pytest
from django.utils import timezone

from cvms.mail import actions
from cvms.mail.delivery import deliver_due
from cvms.mail.destinations import EVERYTHING
from cvms.mail.models import Message, Pause
from cvms.recipients.actions import erasing
from cvms.uploads.actions import searching
from tests import make

pytestmark = pytest.mark.django_db
State = Message.State
OURS = "550 5.7.26 This mail has been blocked because the sender is unauthenticated"


def _states(messages):
    return list(messages.order_by("id").values_list("state", flat=True))


def test_a_refusal_for_our_fault_pauses_only_its_destination(invitations, server):
    # Given a provider that does not accept our signature, and another that does
    ours = invitations(5, "gmail.com")
    others = invitations(3, "people.example")
    handler = server(**{f"person{n}_at_gmail.com": OURS for n in range(1, 6)})

    deliver_due()

    # Then nobody is blamed, what is left for it waits, and the other has its mail
    pause = Pause.objects.active().get()
    assert pause.destination == "gmail.com"
    assert set(_states(ours)) == {State.QUEUED}
    assert set(ours.values_list("attempts", flat=True)) == {0}
    assert set(_states(others)) == {State.SENT}
    assert sorted(handler.taken) == [f"person{n}@people.example" for n in (1, 2, 3)]


def test_mail_for_a_paused_destination_waits_until_it_is_resumed(invitations, server, staff):
    pause = actions.pause(destination="gmail.com", reason=OURS)
    messages = invitations(3, "googlemail.com")
    handler = server()
    deliver_due()
    assert handler.taken == []
    assert set(messages.values_list("pause", flat=True)) == {pause.pk}

    actions.resume(pause=pause, by=staff)
    deliver_due()

    assert _states(messages) == [State.SENT] * 3
    assert not Pause.objects.active().exists()


def test_a_sender_that_is_refused_pauses_all_mail_until_it_is_resumed(
    three_invitations, server, staff
):
    handler = server()
    handler.sender = "530 5.7.0 Authentication required"
    deliver_due()
    deliver_due()
    assert _states(three_invitations) == [State.QUEUED] * 3
    assert Pause.objects.active().get().destination == EVERYTHING

    handler.sender = ""
    actions.resume(pause=Pause.objects.get(), by=staff)
    three_invitations.update(due_at=timezone.now())
    deliver_due()

    assert _states(three_invitations) == [State.SENT] * 3


def test_a_pause_keeps_its_first_reason(db):
    first = actions.pause(destination="gmail.com", reason=OURS)
    second = actions.pause(destination="gmail.com", reason="550 5.7.1 something else")
    assert first == second
    assert Pause.objects.get().reason == OURS


def test_removing_a_person_deletes_their_paused_message(organization, server, staff):
    actions.pause(destination="gmail.com", reason=OURS)
    make.loaded(organization, *make.people(1, "gmail.com"))
    server()
    deliver_due()

    person = organization.recipients.get()
    searching.search(erasing.person_of(person))
    erasing.erase(recipient=person, by=staff)

    assert not Message.objects.filter(pause__isnull=False).exists()
