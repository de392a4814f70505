"""Two connections at once: nobody stays decided by replaced rules, and nobody waits forever."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from cvms.accounts.models import User
from cvms.eligibility.actions import deciding, redeciding
from cvms.eligibility.actions.redeciding import redecide_due
from cvms.eligibility.models import Case, RuleSetVersion
from cvms.recipients.models import Recipient
from tests import make
from tests.eligibility.published import draft, in_days, opening, publish, second_editor
from tests.eligibility.test_redeciding import ADULT

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person(organization, editor) -> Recipient:
    make.loaded(organization, *make.people(1))
    return Recipient.objects.get()


def apart(act):
    """What `act` gives, on a connection of its own that is closed afterwards."""

    def run():
        try:
            return act()
        finally:
            connection.close()

    return run


def decide(person: Recipient) -> Case:
    return deciding.decide(recipient=person, answers=ADULT, by=User.objects.get(pk=person.user_id))


def test_a_person_decided_while_rules_are_published_is_decided_again_by_them(person, editor):
    # Given a decision that is made by the rules in force and is not committed yet
    second_editor()
    decided, published = Event(), Event()

    def submit():
        with transaction.atomic():
            decide(person)
            decided.set()
            published.wait(3)  # publishing waits for it, so this ends by time

    def publish_and_redecide():
        decided.wait()
        publish(opening("5", in_days(30)), by=editor)
        published.set()
        redecide_due()

    # When others are published and everyone is decided again meanwhile
    with ThreadPoolExecutor(2) as pool:
        ways = [pool.submit(apart(act)) for act in (submit, publish_and_redecide)]
        [way.result() for way in ways]

    # Then the person is decided by the rules in force
    case = Case.objects.get()
    assert case.rule_set == RuleSetVersion.objects.in_force(in_days(0))
    assert not case.open_now


def test_a_batch_is_decided_by_the_rules_that_are_in_force_once_it_is_locked(
    person, editor, monkeypatch
):
    # Given people who are due, and rules that are published when their cases are being locked
    decide(person)
    publish(opening("5", in_days(0)), by=editor)
    hold = redeciding.hold_rules
    late = []

    def publish_first():
        monkeypatch.setattr(redeciding, "hold_rules", hold)
        late.append(publish(opening("5", in_days(30)), by=editor))
        hold()

    monkeypatch.setattr(redeciding, "hold_rules", publish_first)
    redecide_due()
    assert Case.objects.get().rule_set == late[0]


def test_publishing_and_decisions_at_once_do_not_block_each_other(person, editor):
    second_editor()
    made = draft(by=editor)

    def publishing():
        return publish(by=editor)

    with ThreadPoolExecutor(4) as pool:
        acts = [publishing, lambda: decide(person), redecide_due, lambda: decide(person)]
        [way.result() for way in [pool.submit(apart(act)) for act in acts]]

    redecide_due()
    assert Case.objects.get().rule_set == RuleSetVersion.objects.in_force(in_days(0)) != made
