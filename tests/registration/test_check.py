"""Check before you register: five questions, an answer at once, and nothing kept."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cvms.audit.models import Event
from cvms.eligibility.models import Case, DecisionRecord, RuleSetVersion
from cvms.registration.check_form import WORK, CheckForm
from cvms.registration.models import Draft, Registration
from cvms.rules.choices import FrontlineSector, HealthWorker
from tests.eligibility.published import draft, publish

pytestmark = pytest.mark.django_db

COOK = {
    "date_of_birth_0": "3",
    "date_of_birth_1": "9",
    "date_of_birth_2": "1981",
    "work": "food-and-agriculture",
    "in_person": "yes",
    "home": "own-home",
    "conditions": "none",
}


def asked(client, **instead) -> str:
    return client.post("/portal/check/", COOK | instead).content.decode()


def test_a_visitor_learns_their_group_from_five_questions(client):
    page = client.get("/portal/check/").content.decode()
    assert page.count("<fieldset") == 5
    answer = asked(client)
    assert "You are eligible for a vaccine now." in answer
    assert "Vaccine group 3: Frontline essential workers" in answer
    assert "You work in person in a frontline essential sector." in answer
    assert "not an appointment" in answer
    assert "/find-a-provider/" in answer


def test_nothing_is_written_and_nothing_is_kept(client):
    with CaptureQueriesContext(connection) as queries:
        response = client.post("/portal/check/", COOK)
    statements = [one["sql"].strip() for one in queries]
    counted = "INSERT INTO accounts_count"  # how often, under a hash: a limit of all forms
    written = [one for one in statements if not one.startswith(("SELECT", counted))]
    assert written == []
    assert response["Cache-Control"] == "no-store"
    assert "sessionid" not in response.cookies
    for model in (Case, DecisionRecord, Draft, Registration, Event):
        assert not model.objects.exists()


def test_the_check_gives_the_same_answer_in_spanish(client):
    client.post("/language/", {"language": "es", "next": "/portal/check/"})
    answer = asked(client)
    assert "Usted ya puede recibir una vacuna." in answer
    assert "Grupo de vacunación 3" in answer


def test_a_missing_answer_is_named_beside_its_question_and_nothing_typed_is_lost(client):
    answer = asked(client, home="")
    assert "Choose an answer." in answer
    assert 'value="1981"' in answer


def test_every_answer_about_work_is_one_that_a_registration_can_give():
    rules = RuleSetVersion.objects.in_force(date(2021, 4, 1)).rules
    offered = {code for code, _words in CheckForm(rules=rules).fields["work"].choices}
    assert {str(code) for code in offered} == set(WORK)
    for work in WORK:
        form = CheckForm(COOK | {"work": work}, rules=rules)
        assert form.is_valid()
        assert form.answers().date_of_birth == date(1981, 3, 9)
    nurse = CheckForm(COOK | {"work": "health-patients", "home": "long-term-care"}, rules=rules)
    assert nurse.is_valid()
    answers = nurse.answers()
    assert answers.health_worker is HealthWorker.PATIENT_CONTACT
    assert answers.frontline_sector is FrontlineSector.NONE
    assert answers.long_term_care == "resident"


def test_rules_that_differ_by_county_ask_for_it(client, editor):
    def in_wake(rules):
        last = rules.groups[-1]
        way = replace(last.criteria[0], counties=frozenset({"37183"}))
        return replace(rules, groups=(*rules.groups[:-1], replace(last, criteria=(way,))))

    assert "county" not in CheckForm(rules=draft(by=editor).written).fields
    publish(in_wake, by=editor)
    nobody = {"work": "none", "in_person": "no"}
    assert "You are eligible for a vaccine now." in asked(client, county="37183", **nobody)
    assert "You are not in a vaccine group yet." in asked(client, county="37001", **nobody)
