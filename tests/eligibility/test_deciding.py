"""A registered person is decided, shown what follows, and decided again when answers change."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from cvms.audit.models import Event
from cvms.eligibility import codes
from cvms.eligibility.actions import deciding
from cvms.eligibility.install import install_shipped
from cvms.eligibility.letters import BECAME_ELIGIBLE
from cvms.eligibility.models import Case, DecisionRecord, RuleSetVersion
from cvms.eligibility.presentation import status_of
from cvms.mail.actions import send
from cvms.mail.models import Message
from cvms.recipients.actions import erasing
from cvms.recipients.models import Recipient
from cvms.rules.answers import Answers
from cvms.rules.documents import to_json
from cvms.rules.shipped import shipped_rule_sets
from cvms.uploads.actions import searching
from tests import make

pytestmark = pytest.mark.django_db

GRANDMOTHER = Answers(date_of_birth=date(1940, 5, 4))


@pytest.fixture
def rosa(organization) -> Recipient:
    make.loaded(organization, ("Rosa", "Delgado", "rosa@people.example"))
    return Recipient.objects.get()


def decide(recipient: Recipient, answers: Answers) -> Case:
    return deciding.decide(recipient=recipient, answers=answers, by=recipient.user)


def test_the_shipped_rules_are_published_once_however_often_they_are_installed():
    install_shipped()

    stored = RuleSetVersion.objects.published().order_by("effective_from")
    assert [to_json(version.rules) for version in stored] == [
        to_json(rules) for rules in shipped_rule_sets()
    ]


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2020, 12, 29), "nc-2020-12-14"),
        (date(2020, 12, 30), "nc-2020-12-30"),
        (date(2021, 1, 14), "nc-2021-01-14"),
        (date(2030, 1, 1), "nc-2021-01-14"),
    ],
)
def test_the_rules_in_force_are_those_of_the_latest_day_that_has_come(day, version):
    assert RuleSetVersion.objects.in_force(day).version == version


def test_before_the_first_rules_none_are_in_force():
    with pytest.raises(RuleSetVersion.DoesNotExist):
        RuleSetVersion.objects.in_force(date(2020, 12, 13))


@pytest.mark.parametrize(
    "change", [{"name": "Other"}, {"document": {}}, {"state": "draft", "published_at": None}]
)
def test_the_database_refuses_to_change_published_rules(change):
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        RuleSetVersion.objects.filter(version="nc-2021-01-14").update(**change)


def test_the_database_refuses_to_delete_published_rules():
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        RuleSetVersion.objects.filter(version="nc-2020-12-14").delete()


def test_a_person_is_decided_by_the_rules_in_force_today(rosa):
    case = decide(rosa, GRANDMOTHER)

    assert (case.group, case.open_now, case.opens_on) == ("2", True, date(2021, 1, 14))
    assert case.rule_set.version == "nc-2021-01-14"
    assert case.answered == GRANDMOTHER


def test_changed_answers_are_decided_again_and_the_code_stays(rosa):
    first = decide(rosa, GRANDMOTHER)

    second = decide(rosa, Answers(date_of_birth=date(1990, 5, 4)))

    assert (second.pk, second.code, second.group) == (first.pk, first.code, "5")
    assert [made.group for made in second.history.all()] == ["5", "2"]


def test_the_database_refuses_to_change_a_decision_that_was_made(rosa):
    case = decide(rosa, GRANDMOTHER)

    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        case.history.update(group="1")


def test_a_person_who_sees_the_decision_gets_no_letter_about_it(rosa):
    decide(rosa, GRANDMOTHER)

    assert not Message.objects.filter(kind="became_eligible").exists()


def test_the_audit_trail_records_that_a_person_was_decided_but_not_the_group(rosa):
    decide(rosa, GRANDMOTHER)

    [event] = Event.objects.filter(action="eligibility.decided")
    assert (event.about, event.who) == (str(rosa.pk), rosa.user.pk)
    assert event.details == {"rule_set": "nc-2021-01-14"}


def test_erasing_the_person_erases_the_decision_its_history_and_its_letters(rosa, staff):
    case = decide(rosa, GRANDMOTHER)
    send(BECAME_ELIGIBLE, [case.pk])

    searching.search(erasing.person_of(rosa))
    erasing.erase(recipient=rosa, by=staff)

    assert not Case.objects.filter(pk=case.pk).exists()
    assert not DecisionRecord.objects.exists()
    assert not Message.objects.filter(kind=BECAME_ELIGIBLE).exists()


def test_the_status_names_the_group_and_reason_and_is_not_an_appointment(rosa):
    status = status_of(decide(rosa, GRANDMOTHER))

    assert (status.group, status.group_name) == ("2", "Anyone 65 or older")
    assert status.headline == "You are eligible for a vaccine now."
    assert status.reasons == ("You are 65 or older.",)
    assert "not an appointment" in status.not_an_appointment
    assert status.providers_url


def test_the_status_of_somebody_too_young_names_no_group(rosa):
    child = Answers(date_of_birth=timezone.localdate() - timedelta(days=3650))

    status = status_of(decide(rosa, child))

    assert (status.group, status.group_name, status.providers_url) == ("", "", "")
    assert status.reasons == ("No vaccine is authorized yet for people under 16.",)


def test_a_code_is_found_however_it_is_typed(rosa):
    case = decide(rosa, GRANDMOTHER)

    for typed in (case.code, case.code.lower(), f" {case.code.replace('-', ' ')} "):
        assert Case.objects.with_code(typed).get() == case
    assert not Case.objects.with_code("K7Q2-M9X").exists()


def test_codes_have_no_characters_that_look_alike():
    assert not set(codes.new_code()) & set("0O1IL")
    assert codes.as_written(code := codes.new_code()) == code


def test_the_database_refuses_an_eligible_person_who_was_not_told(rosa):
    case = decide(rosa, GRANDMOTHER)

    with pytest.raises(IntegrityError, match="eligibility_open_is_told"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(told_eligible_at=None)
