"""A pace for each destination and in all, and the first days of a new sender."""

import zoneinfo
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models.functions import Now

from cvms.accounts.models import PasswordLink
from cvms.mail import actions
from cvms.mail.delivery import deliver_due
from cvms.mail.limits import Limit, WarmUp, parse_limits, parse_warm_up
from cvms.mail.models import Message
from cvms.mail.pace import Given, turns
from tests import make

NOON = datetime(2021, 1, 14, 17, tzinfo=UTC)
State = Message.State


def test_turns_keep_the_rate_and_unused_turns_do_not_add_up():
    given = Given(NOON - timedelta(hours=1), None, 0)
    first = turns(3, NOON, given, 2.0, None)
    assert [(turn - NOON).total_seconds() for turn in first] == [0.0, 0.5, 1.0]
    assert turns(1, NOON, given, 2.0, None) == [NOON + timedelta(seconds=1.5)]


def test_the_warm_up_plan_moves_the_rest_to_the_next_day(settings):
    plan = WarmUp(date(2021, 1, 14), (2, 3))
    days = [
        turn.astimezone(zoneinfo.ZoneInfo(settings.TIME_ZONE)).date().day
        for turn in turns(9, NOON, Given(NOON, None, 0), 0.0, plan)
    ]
    assert days == [14, 14, 15, 15, 15, 16, 16, 16, 16]


def test_limits_and_plans_are_read_from_the_settings_format():
    limits = parse_limits("gmail.com=20:10, others=5")
    assert limits == {"gmail.com": Limit(20, 10), "others": Limit(5, 0)}
    assert parse_warm_up("2021-01-14=50,100") == WarmUp(date(2021, 1, 14), (50, 100))
    assert parse_limits("") == {}
    assert parse_warm_up("") is None


@pytest.mark.parametrize("wrong", ["gmail.com", "gmail.com=fast", "gmail.com=1:many"])
def test_an_invalid_limit_is_refused_at_start(wrong):
    with pytest.raises(ValueError, match=r".+"):
        parse_limits(wrong)


@pytest.mark.django_db
def test_one_limited_destination_delays_no_other_and_keeps_its_rate(invitations, server, settings):
    # Given ten messages to a destination that gets one a minute, in front of three others
    settings.MAIL_LIMITS = parse_limits(f"slow.example={1 / 60}")
    limited, others = invitations(10, "slow.example"), invitations(3)
    handler = server()

    deliver_due()

    # Then the others have left with the first of them, and each of the rest has its minute
    assert sorted(handler.taken) == [
        "person1@people.example", "person1@slow.example", "person2@people.example",
        "person3@people.example",
    ]  # fmt: skip
    assert not others.exclude(state=State.SENT).exists()
    minutes = [
        round((due - limited.order_by("due_at")[1].due_at).total_seconds() / 60)
        for due in limited.filter(state=State.QUEUED)
        .order_by("due_at")
        .values_list("due_at", flat=True)
    ]
    assert minutes == list(range(9))


@pytest.mark.django_db
def test_a_turn_that_has_come_is_taken_without_waiting_for_another(invitations, server, settings):
    settings.MAIL_LIMITS = parse_limits(f"slow.example={1 / 3600}")
    messages = invitations(3, "slow.example")
    handler = server()
    deliver_due()
    assert len(handler.taken) == 1

    messages.filter(state=State.QUEUED).update(due_at=Now())
    deliver_due()

    assert len(handler.taken) == 3


@pytest.mark.django_db
def test_a_password_link_is_sent_at_once_to_a_slow_destination(organization, server, settings):
    settings.MAIL_LIMITS = parse_limits(f"slow.example={1 / 3600}")
    make.loaded(organization, *make.people(3, "slow.example"))
    person = organization.recipients.get(email="person3@slow.example")
    Message.objects.exclude(kind="recipient_invitation").delete()
    handler = server()
    deliver_due()

    actions.send("password_link", [person.user_id])
    deliver_due()

    assert handler.taken == ["person1@slow.example", "person3@slow.example"]
    assert PasswordLink.objects.filter(purpose=PasswordLink.Purpose.RESET).exists()


@pytest.mark.django_db
def test_the_total_rate_counts_every_destination(invitations, server, settings):
    settings.MAIL_RATE = 1 / 60
    invitations(2, "one.example")
    invitations(2, "two.example")
    handler = server()

    deliver_due()

    assert len(handler.taken) == 1
    assert Message.objects.filter(state=State.QUEUED).count() == 3


@pytest.mark.django_db
def test_a_destination_that_does_not_answer_delays_no_other(invitations, server, settings):
    # Given a provider at which each message hangs, in front of another's mail
    settings.MAIL_CONNECTIONS, settings.MAIL_CONNECTIONS_EACH = 6, 3
    hanging, others = invitations(20, "hanging.example"), invitations(20)
    handler = server()
    holds = [handler.hold(f"person{n}@hanging.example") for n in range(1, 21)]

    def stopping():
        done = not others.exclude(state=State.SENT).exists()
        if done:
            for _named, go_on in holds:
                go_on.set()
        return done

    # When all of the other's mail has left
    deliver_due(stopping)

    # Then the hanging provider had no more than its connections
    assert sum(named.is_set() for named, _go_on in holds) <= 3
    assert hanging.filter(state=State.FAILED).count() == 0
