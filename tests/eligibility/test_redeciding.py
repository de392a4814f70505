"""New rules decide everyone again; days that come take effect by themselves; one letter each."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from cvms.audit.models import Event
from cvms.eligibility.actions import deciding, redeciding
from cvms.eligibility.actions.redeciding import redecide_due
from cvms.eligibility.models import Case, Redecision
from cvms.eligibility.progress import progress_of
from cvms.mail.delivery import deliver_due
from cvms.mail.models import Message
from cvms.recipients.models import Recipient
from cvms.rules.answers import Answers
from tests import make
from tests.eligibility.published import in_days, opening, publish

pytestmark = pytest.mark.django_db

ADULT = Answers(date_of_birth=date(1990, 5, 4))
SENIOR = Answers(date_of_birth=date(1940, 5, 4))


@pytest.fixture
def people(organization) -> list[Recipient]:
    """Three of Group 5 and two of Group 2, not yet decided."""
    make.loaded(organization, *make.people(5))
    return list(Recipient.objects.order_by("pk"))


@pytest.fixture
def before_group_5(editor, people) -> list[Case]:
    """They are decided while the day of Group 5 is still to come."""
    publish(opening("5", in_days(30)), by=editor)
    answers = [ADULT, ADULT, ADULT, SENIOR, SENIOR]
    return [
        deciding.decide(recipient=person, answers=given, by=person.user)
        for person, given in zip(people, answers, strict=True)
    ]


def letters() -> list[int]:
    kind = Message.objects.filter(kind="became_eligible")
    return sorted(kind.values_list("about", flat=True))


def told() -> list[tuple]:
    """All that a person is told of a decision."""
    fields = ("pk", "group", "open_now", "opens_on", "reasons", "next_change", "told_eligible_at")
    return list(Case.objects.order_by("pk").values_list(*fields))


def test_publishing_an_earlier_day_opens_the_group_and_mails_each_once(
    before_group_5, editor, work
):
    # Given three people whose group is not open, and two whose is
    adults = [case.pk for case in before_group_5[:3]]

    # When rules are published by which it opens today
    rules = publish(opening("5", in_days(0)), by=editor)
    work()

    # Then those three are open by the new rules and mailed, once
    assert set(Case.objects.values_list("rule_set", "open_now")) == {(rules.pk, True)}
    assert letters() == adults
    redecide_due()
    assert letters() == adults


def test_the_decisions_that_were_made_are_all_kept(before_group_5, editor, work):
    rules = publish(opening("5", in_days(0)), by=editor)
    work()

    made = before_group_5[0].history.values_list("rule_set", "group", "open_now", "opens_on")
    assert list(made) == [
        (rules.pk, "5", True, in_days(0)),
        (before_group_5[0].rule_set_id, "5", False, in_days(30)),
    ]


def test_publishing_the_same_rules_again_changes_nobody_and_mails_nobody(
    before_group_5, editor, work
):
    before = told()

    rules = publish(by=editor)
    work()

    assert told() == before
    assert letters() == []
    assert set(Case.objects.values_list("rule_set", flat=True)) == {rules.pk}


def test_an_opening_day_changes_the_decision_without_publishing(before_group_5, monkeypatch):
    the_day_before, the_day = in_days(29), in_days(30)
    monkeypatch.setattr(timezone, "localdate", lambda: the_day_before)
    redecide_due()
    assert letters() == []

    monkeypatch.setattr(timezone, "localdate", lambda: the_day)
    redecide_due()
    redecide_due()

    assert letters() == [case.pk for case in before_group_5[:3]]


def test_rules_of_a_day_to_come_decide_nobody_before_it(before_group_5, editor, work, monkeypatch):
    # Given rules published for next week, by which everyone's group is open
    def next_week(rules):
        return replace(rules, effective_from=in_days(7))

    rules = publish(opening("5", in_days(1)), next_week, by=editor)

    # When the work of today is done, then nobody is decided by them
    work()
    assert not Case.objects.filter(rule_set=rules).exists()
    assert letters() == []

    # When their day comes, then everyone is
    coming = in_days(7)
    monkeypatch.setattr(timezone, "localdate", lambda: coming)
    redecide_due()
    assert not Case.objects.exclude(rule_set=rules).exists()
    assert len(letters()) == 3


def test_a_birthday_changes_the_decision_without_publishing(people, editor, monkeypatch):
    # Given somebody who is 16 tomorrow
    tomorrow = in_days(1)
    born = tomorrow.replace(year=tomorrow.year - 16)
    publish(by=editor)
    case = deciding.decide(
        recipient=people[0], answers=Answers(date_of_birth=born), by=people[0].user
    )
    assert (case.group, case.next_change) == ("", tomorrow)

    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)
    redecide_due()

    assert letters() == [case.pk]


def test_a_person_who_loses_and_regains_eligibility_is_mailed_again(before_group_5, editor, work):
    publish(opening("5", in_days(0)), by=editor)
    work()
    publish(opening("5", None), by=editor)
    work()
    assert Case.objects.filter(open_now=True).count() == 2

    publish(opening("5", in_days(0)), by=editor)
    work()

    assert letters() == sorted([case.pk for case in before_group_5[:3]] * 2)


def test_a_crash_between_batches_leaves_the_rest_for_the_next_worker(
    before_group_5, editor, monkeypatch
):
    # Given batches of two, the second of which dies
    monkeypatch.setattr(redeciding, "BATCH", 2)
    rules = publish(opening("5", in_days(0)), by=editor)
    write, calls = redeciding._write, []

    def die_at_the_second(*args):
        calls.append(args)
        if len(calls) == 2:
            raise MemoryError
        return write(*args)

    monkeypatch.setattr(redeciding, "_write", die_at_the_second)
    with pytest.raises(MemoryError):
        redecide_due()
    assert Case.objects.filter(rule_set=rules).count() == 2

    # When another worker goes on, then all are decided and each is mailed once
    redecide_due()
    assert Case.objects.filter(rule_set=rules).count() == 5
    assert letters() == [case.pk for case in before_group_5[:3]]
    assert Redecision.objects.get(rule_set=rules).people == 5


def test_the_progress_page_keeps_asking_until_the_work_has_ended(
    before_group_5, editor, monkeypatch
):
    # Given rules by which the last person was decided a moment ago
    rules = publish(opening("5", in_days(0)), by=editor)
    with monkeypatch.context() as before_the_end:
        before_the_end.setattr(redeciding, "_finish", lambda: None)
        redecide_due()
    progress = progress_of(rules)
    assert progress.decided == progress.total

    # Then a page that asks now goes on asking, and at the end it does not
    assert progress.running
    redecide_due()
    assert not progress_of(rules).running


def test_the_audit_trail_records_the_end_with_counts_and_without_names(
    before_group_5, editor, work
):
    publish(opening("5", in_days(0)), by=editor)
    work()

    event = Event.objects.filter(action="eligibility.everyone_redecided").last()
    assert event.details == {"people": 5, "newly_open": 3}


def test_the_letter_says_that_the_status_changed_and_no_more(before_group_5, editor, mailoutbox):
    person = before_group_5[0].recipient
    publish(opening("5", in_days(0)), by=editor)
    redecide_due()

    deliver_due()

    subject = "Your status in the COVID-19 Vaccine Management System has changed"
    [letter] = [m for m in mailoutbox if m.to == [person.email] and m.subject == subject]
    [html] = [part.content for part in letter.alternatives]
    for said in (letter.body, html):
        assert "http://testserver/portal/" in said
        assert not re.search(r"group|eligib|condition|birth|open", said, re.IGNORECASE)


def test_a_person_no_longer_eligible_when_the_letter_is_written_gets_none(
    before_group_5, editor, work
):
    publish(opening("5", in_days(0)), by=editor)
    redecide_due()
    publish(opening("5", None), by=editor)
    redecide_due()

    deliver_due()

    states = Message.objects.filter(kind="became_eligible").values_list("state", flat=True)
    assert set(states) == {Message.State.DROPPED}


def test_the_number_of_statements_does_not_grow_with_the_people(
    before_group_5, editor, django_assert_max_num_queries
):
    publish(opening("5", in_days(0)), by=editor)

    with django_assert_max_num_queries(45):
        redecide_due()
