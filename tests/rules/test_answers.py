import json
from datetime import date

import pytest
from hypothesis import given

from cvms.rules.answers import Answers, AnswersError
from cvms.rules.choices import Residence
from tests.rules.strategies import people


@given(people)
def test_answers_survive_storage_as_json(answers):
    assert Answers.from_mapping(json.loads(json.dumps(answers.as_mapping()))) == answers


def test_stored_answers_are_plain_codes():
    mapping = Answers(date_of_birth=date(1950, 12, 31), residence=Residence.SHELTER).as_mapping()
    assert mapping["date_of_birth"] == "1950-12-31"
    assert mapping["residence"] == "shelter"
    assert mapping["in_person"] is False
    assert {type(value) for value in mapping.values()} == {str, bool}


def test_a_question_left_out_has_its_default():
    mapping = {"date_of_birth": "1950-12-31"}
    assert Answers.from_mapping(mapping) == Answers(date_of_birth=date(1950, 12, 31))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"jobs": 1}, "jobs is not a question"),
        ({"date_of_birth": "31.12.1950"}, "date_of_birth is not a date such as 1950-12-31"),
        ({"date_of_birth": 1950}, "date_of_birth is not a date such as 1950-12-31"),
        ({"long_term_care": "chef"}, "long_term_care is not one of: none, staff, resident"),
        ({"long_term_care": None}, "long_term_care is not one of: none, staff, resident"),
        ({"in_person": 1}, "in_person is not one of: false, true"),
        ({"in_person": "true"}, "in_person is not one of: false, true"),
        ({"student": []}, "student is not one of: false, true"),
        (
            {"child_care_or_prek12": True},
            "child_care_or_prek12 needs a frontline_sector, such as education",
        ),
    ],
)
def test_invalid_answers_are_refused_with_the_valid_choices(wrong, message):
    with pytest.raises(AnswersError) as refused:
        Answers.from_mapping({"date_of_birth": "1950-12-31"} | wrong)
    assert str(refused.value) == message


def test_one_error_names_every_wrong_question_and_no_answer():
    with pytest.raises(AnswersError) as refused:
        Answers.from_mapping({"residence": "12 Elm Street", "conditions": "asthma"})
    message = str(refused.value)
    assert message.startswith("residence is not one of: own-home, ")
    assert "conditions is not one of: none, one, two-or-more, declined" in message
    assert message.endswith("date_of_birth is missing")
    assert "Elm" not in message
    assert "asthma" not in message
