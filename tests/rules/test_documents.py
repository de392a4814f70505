import json
from copy import deepcopy
from datetime import date

import pytest
from hypothesis import given

from cvms.rules.checks import problems, shortcomings
from cvms.rules.documents import from_json, read, to_json
from cvms.rules.problems import Code, Place, Problem, RuleSetError
from cvms.rules.rule_set import RuleSet
from tests.rules.examples import rule_sets
from tests.rules.strategies import any_rule_sets

DOCUMENT = {
    "version": "1",
    "name": "Rules",
    "effective_from": "2021-01-14",
    "lowest_age": 16,
    "groups": [
        {
            "label": "1",
            "order": 1,
            "name": "Older adults",
            "criteria": [{"reason": "age-from", "lowest_age": 65, "opens_on": "2021-01-14"}],
        },
        {
            "label": "2",
            "order": 2,
            "name": "Workers",
            "criteria": [
                {"reason": "student", "accepts": {"student": [True]}},
                {"reason": "long-term-care-staff", "accepts": {"long_term_care": ["staff"]}},
            ],
        },
    ],
}


def edited(path: str, value: object) -> dict[str, object]:
    """DOCUMENT with one value replaced; the path is dotted: "groups.0.label"."""
    document = deepcopy(DOCUMENT)
    *parents, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place = document
    for step in parents:
        place = place[step]
    place[last] = value
    return document


def refusal(document: object) -> list[Problem]:
    with pytest.raises(RuleSetError) as refused:
        from_json(document)
    return list(refused.value.problems)


def first(code: Code, **params: str | int) -> Problem:
    """A problem of the first group, in its only way in where it is about one."""
    return Problem(code, params, Place(1, "1", 1, 1))


def second(code: Code, way: int, **params: str | int) -> Problem:
    return Problem(code, params, Place(2, "2", way, 2))


@given(any_rule_sets)
def test_sound_rule_sets_survive_storage_as_json_and_others_are_refused(rule_set):
    stored = json.loads(json.dumps(to_json(rule_set)))
    found = problems(rule_set)
    if found:
        assert refusal(stored) == found
    else:
        assert from_json(stored) == rule_set


@pytest.mark.parametrize("version", rule_sets())
def test_the_shipped_sets_are_sound_and_name_their_sources(version):
    rule_set = rule_sets()[version]
    assert problems(rule_set) == []
    assert shortcomings(rule_set) == []
    assert "NCDHHS" in rule_set.source


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("groups.0.criteria.0.highest_age", 60, first(Code.AGES_CROSSED, lowest=65, highest=60)),
        (
            "groups.1.criteria.1.highest_age",
            15,
            second(Code.AGE_TOO_LOW, 2, highest=15, authorized=16),
        ),
        ("groups.0.criteria.0.lowest_age", 200, first(Code.AGES, highest=150)),
        (
            "groups.0.criteria.0.lowest_age",
            0,
            first(Code.NO_BOUND, reason="age-from", bound="lowest_age"),
        ),
        (
            "groups.0.criteria.0.reason",
            "age-between",
            first(Code.NO_BOUND, reason="age-between", bound="highest_age"),
        ),
        ("groups.0.criteria.0.reason", "wisdom", first(Code.UNKNOWN_REASON, reason="wisdom")),
        ("groups.1.label", "1", Problem(Code.SAME_NUMBER, {}, Place(2, "1", ways=2))),
        ("groups.1.label", "1 ", Problem(Code.SAME_NUMBER, {}, Place(2, "1", ways=2))),
        ("groups.1.label", " ", Problem(Code.GROUP_NO_NUMBER, {}, Place(2, "", ways=2))),
        ("groups.1.order", 1, second(Code.ORDER, 0, order=1, before=1, label="1")),
        ("groups.1.name", "", second(Code.GROUP_NO_NAME, 0)),
        ("groups.0.criteria", [], Problem(Code.GROUP_NO_WAY, {}, Place(1, "1"))),
        ("groups.1.criteria.0.conditions_at_least", 3, second(Code.CONDITIONS, 1, number=3)),
        (
            "groups.1.criteria.0.accepts",
            {"student": []},
            second(Code.NO_ANSWER, 1, question="student"),
        ),
        ("groups", [], Problem(Code.NO_GROUPS)),
        ("version", "", Problem(Code.NO_VERSION)),
        ("name", " ", Problem(Code.NO_NAME)),
        ("lowest_age", -1, Problem(Code.LOWEST_AGE, {"lowest": -1, "highest": 150})),
    ],
)
def test_rules_that_make_no_sense_are_refused_with_a_code_and_its_place(path, value, problem):
    assert refusal(edited(path, value)) == [problem]


def test_labels_that_differ_only_in_capitals_are_the_same_label():
    document = edited("groups.0.label", "1a")
    document["groups"][1]["label"] = "1A"
    assert refusal(document) == [Problem(Code.SAME_NUMBER, {}, Place(2, "1A", ways=2))]


def test_a_group_for_the_lowest_authorized_age_alone_is_sound():
    document = edited("groups.1.criteria.1.highest_age", 16)
    assert to_json(from_json(document))["groups"][1]["criteria"][1]["highest_age"] == 16


IN_FIRST = Place(1, "1", 1)
WRONG = Code.WRONG_VALUE


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("effective_from", "14.1.2021", Problem(WRONG, {"field": "effective_from"})),
        (
            "groups.0.criteria.0.opens_on",
            "2021-02-30",
            Problem(WRONG, {"field": "opens_on"}, IN_FIRST),
        ),
        (
            "groups.0.criteria.0.lowest_age",
            "65",
            Problem(WRONG, {"field": "lowest_age"}, IN_FIRST),
        ),
        (
            "groups.0.criteria.0.lowest_age",
            True,
            Problem(WRONG, {"field": "lowest_age"}, IN_FIRST),
        ),
        (
            "groups.0.criteria.0.lowest_ages",
            65,
            Problem(Code.UNKNOWN_FIELD, {"field": "lowest_ages"}, IN_FIRST),
        ),
        ("groups.0.name", 5, Problem(WRONG, {"field": "name"}, Place(1, "1"))),
        ("groups.0.label", None, Problem(WRONG, {"field": "label"}, Place(1))),
        ("groups.0", "Group 1", Problem(WRONG, {"field": "groups"}, Place(1))),
        ("groups", {}, Problem(WRONG, {"field": "groups"})),
        (
            "groups.1.criteria.0.accepts",
            ["student"],
            Problem(WRONG, {"field": "accepts"}, Place(2, "2", 1)),
        ),
        (
            "groups.1.criteria.0.accepts",
            {"student": True},
            Problem(WRONG, {"field": "accepts"}, Place(2, "2", 1)),
        ),
        (
            "groups.1.criteria.1.accepts",
            {"long_term_care": ["cook"]},
            Problem(WRONG, {"field": "accepts"}, Place(2, "2", 2)),
        ),
        (
            "groups.1.criteria.0.accepts",
            {"age": [65]},
            Problem(WRONG, {"field": "accepts"}, Place(2, "2", 1)),
        ),
        (
            "groups.1.criteria.0.accepts",
            {"age": ["65"]},
            Problem(Code.UNKNOWN_QUESTION, {"question": "age"}, Place(2, "2", 1)),
        ),
        (
            "groups.0.criteria.0.counties",
            ["Wake"],
            Problem(WRONG, {"field": "counties"}, IN_FIRST),
        ),
    ],
)
def test_a_document_of_the_wrong_form_is_refused_with_a_code_and_its_place(path, value, problem):
    assert refusal(edited(path, value))[0] == problem


def test_a_logged_problem_names_its_place():
    (problem,) = refusal(edited("groups.0.criteria.0.highest_age", 60))
    assert str(problem) == "group 1, way 1, ages-crossed (lowest=65, highest=60)"


def test_a_name_without_its_spanish_does_not_keep_rules_from_deciding():
    document = edited("groups.1.name_es", "Trabajadores")
    document["groups"][0]["label"] = ""
    assert shortcomings(read(document)) == [
        Problem(Code.NO_SPANISH),
        Problem(Code.GROUP_NO_SPANISH, {}, Place(1, "", ways=1)),
    ]
    assert problems(read(DOCUMENT)) == []


def test_a_document_from_before_names_had_spanish_is_read_and_written_as_it_was():
    assert "name_es" not in json.dumps(DOCUMENT)
    assert to_json(from_json(DOCUMENT))["groups"][0].keys() == DOCUMENT["groups"][0].keys()


def test_every_problem_is_reported_at_once():
    document = edited("groups.0.criteria.0.highest_age", 60)
    document["groups"][1]["name"] = ""
    assert refusal(document) == [
        first(Code.AGES_CROSSED, lowest=65, highest=60),
        second(Code.GROUP_NO_NAME, 0),
    ]


@pytest.mark.parametrize("document", [None, [], "rules"])
def test_a_document_that_is_not_a_rule_set_is_refused(document):
    assert refusal(document) == [Problem(Code.WRONG_VALUE, {"field": ""})]


def test_an_empty_rule_set_names_each_missing_field():
    missing = [problem.params["field"] for problem in refusal({})]
    assert missing == ["version", "name", "effective_from", "groups"]


def test_defaults_are_not_written_but_an_unannounced_day_is():
    rule_set = from_json(DOCUMENT)
    assert isinstance(rule_set, RuleSet)
    assert rule_set.effective_from == date(2021, 1, 14)
    student = to_json(rule_set)["groups"][1]["criteria"][0]
    assert student == {"reason": "student", "opens_on": None, "accepts": {"student": [True]}}
