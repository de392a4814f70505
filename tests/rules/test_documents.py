import json
import re
from copy import deepcopy
from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given

from cvms.eligibility.drafts.actions import complaint_words
from cvms.rules import complaints
from cvms.rules.checks import RuleSetError, problems, untranslated
from cvms.rules.documents import from_json, read, to_json
from cvms.rules.rule_set import RuleSet
from tests.catalogues import ENGLISH, FILES, marked
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
FIELDS = "reason, opens_on, lowest_age, highest_age, conditions_at_least, accepts"
NO_HIGHEST_AGE = (
    "the person is told “You are between … and … years old.”, but “Highest age” is empty. "
    "Give the age, or choose another sentence in “What the person is told”."
)
NO_LOWEST_AGE = NO_HIGHEST_AGE.replace("between … and … years old", "… or older").replace(
    "Highest", "Lowest"
)
BELOW_AUTHORIZED = (
    "“Highest age” 15 is below 16, the “Lowest authorized age”, so nobody fits. "
    "Change one of the two, or remove this way into the group."
)
TOO_HIGH = "“Lowest age” 65 is above “Highest age” 60, so nobody fits. Change one of the two."
WRONG_ORDER = (
    "its place in the order, 1, does not come after 1, that of Group 1. Move one of the two."
)
NO_AGE = "Make it an age from 0 to 150 under “Edit name and dates”."
SAME_NUMBER = "another group has this “Number”. Change one of the two."
NO_NUMBER = "“Number” is empty. Give it one as people know it, such as 3 or 1b."
NO_NAME = "“Name” is empty. Say whom the group is for."


def edited(path: str, value: object) -> dict[str, object]:
    """DOCUMENT with one value replaced; the path is dotted: "groups.0.label"."""
    document = deepcopy(DOCUMENT)
    *parents, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place = document
    for step in parents:
        place = place[step]
    place[last] = value
    return document


def refusal(document: object) -> list[str]:
    with pytest.raises(RuleSetError) as refused:
        from_json(document)
    assert str(refused.value) == "\n".join(refused.value.problems)
    return list(refused.value.problems)


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
    assert untranslated(rule_set) == []
    assert "NCDHHS" in rule_set.source


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("groups.0.criteria.0.highest_age", 60,
         f"Group 1: {TOO_HIGH}"),
        ("groups.1.criteria.1.highest_age", 15,
         f"Group 2, way 2: {BELOW_AUTHORIZED}"),
        ("groups.0.criteria.0.lowest_age", 200,
         "Group 1: make “Lowest age” and “Highest age” ages from 0 to 150."),
        ("groups.0.criteria.0.lowest_age", 0,
         f"Group 1: {NO_LOWEST_AGE}"),
        ("groups.0.criteria.0.reason", "age-between",
         f"Group 1: {NO_HIGHEST_AGE}"),
        ("groups.1.label", "1", f"Group 1: {SAME_NUMBER}"),
        ("groups.1.label", "1 ", f"Group 1: {SAME_NUMBER}"),
        ("groups.1.label", " ", f"Group in place 2: {NO_NUMBER}"),
        ("groups.1.order", 1,
         f"Group 2: {WRONG_ORDER}"),
        ("groups.1.name", "", f"Group 2: {NO_NAME}"),
        ("groups.0.criteria", [],
         "Group 1: nobody could be in it. Add a way in under “Ways into the group”."),
        ("groups.1.criteria.0.conditions_at_least", 3,
         "Group 2, way 1: “Conditions” asks for 3. Make it 0, 1 or 2."),
        ("groups.1.criteria.0.accepts", {"student": []},
         "Group 2, way 1: no answer to student is accepted, so nobody fits. Accept at least one."),
        ("groups", [], "There is no group. Choose “Add a group”."),
        ("version", "", "“Version” is empty. Give it under “Edit name and dates”."),
        ("name", " ", "“Name” is empty. Give it under “Edit name and dates”."),
        ("lowest_age", -1,
         f"“Lowest authorized age” is -1. {NO_AGE}"),
    ],
)  # fmt: skip
def test_rules_that_make_no_sense_are_refused_in_a_sentence_with_its_place(path, value, problem):
    assert refusal(edited(path, value)) == [problem]
    with override("es"):
        assert not ENGLISH.search(complaint_words(problem))


def test_labels_that_differ_only_in_capitals_are_the_same_label():
    document = edited("groups.0.label", "1a")
    document["groups"][1]["label"] = "1A"
    assert refusal(document) == [f"Group 1A: {SAME_NUMBER}"]


def test_a_group_for_the_lowest_authorized_age_alone_is_sound():
    document = edited("groups.1.criteria.1.highest_age", 16)
    assert to_json(from_json(document))["groups"][1]["criteria"][1]["highest_age"] == 16


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("effective_from", "14.1.2021",
         "The rule set: effective_from is '14.1.2021', not a date such as 2021-03-03"),
        ("groups.0.criteria.0.opens_on", "2021-02-30",
         "Group 1, criterion 1: opens_on is '2021-02-30', not a date such as 2021-03-03"),
        ("groups.0.criteria.0.lowest_age", "65",
         "Group 1, criterion 1: lowest_age is not a whole number"),
        ("groups.0.criteria.0.lowest_age", True,
         "Group 1, criterion 1: lowest_age is not a whole number"),
        ("groups.0.criteria.0.lowest_ages", 65,
         f"Group 1, criterion 1: 'lowest_ages' is not one of the fields: {FIELDS}"),
        ("groups.0.name", 5, "Group 1: name is not text"),
        ("groups.0.label", None, "The rule set, group number 1: label is not text"),
        ("groups.0", "Group 1",
         "The rule set, group number 1: this is not an object with fields"),
        ("groups", {}, "The rule set: groups is not a list"),
        ("groups.1.criteria.0.accepts", ["student"],
         "Group 2, criterion 1: accepts is not an object with questions"),
        ("groups.1.criteria.0.accepts", {"student": True},
         "Group 2, criterion 1: accepts is not a list"),
        ("groups.1.criteria.1.accepts", {"long_term_care": ["cook"]},
         "Group 2, criterion 2: accepts long_term_care is not one of: none, staff, resident"),
    ],
)  # fmt: skip
def test_a_document_of_the_wrong_form_is_refused_in_a_sentence_with_its_place(path, value, problem):
    assert refusal(edited(path, value))[0] == problem


def test_a_question_that_is_not_asked_is_named_with_those_that_are():
    (problem,) = refusal(edited("groups.1.criteria.0.accepts", {"age": [65]}))
    start = "Group 2, criterion 1: accepts asks 'age', which is not one of: health_worker, "
    assert problem.startswith(start)


def test_an_unknown_reason_is_named_with_the_known_ones():
    (problem,) = refusal(edited("groups.1.criteria.0.reason", "wisdom"))
    assert problem.startswith(
        "Group 2, way 1: 'wisdom' is none of the sentences for “What the person is told”. "
        "Choose one of age-"
    )


def test_a_name_without_its_spanish_is_said_with_its_place_and_does_not_keep_rules_from_deciding():
    document = edited("groups.1.name_es", "Trabajadores")
    document["groups"][0]["label"] = ""
    assert untranslated(read(document)) == [
        "“Name in Spanish” is empty. Give it under “Edit name and dates”.",
        "Group in place 1: “Name in Spanish” is empty. Give it for who reads Spanish.",
    ]
    assert problems(read(DOCUMENT)) == []
    with override("es"):
        _rule_set, group = map(complaint_words, untranslated(read(document)))
    empty = "«Nombre en español» está vacío."
    assert group == f"Grupo en el lugar 1: {empty} Indíquelo para quien lee español."


def test_a_document_from_before_names_had_spanish_is_read_and_written_as_it_was():
    assert "name_es" not in json.dumps(DOCUMENT)
    assert to_json(from_json(DOCUMENT))["groups"][0].keys() == DOCUMENT["groups"][0].keys()


def test_the_check_calls_fields_buttons_and_pages_as_the_editor_sees_them():
    words = " ".join((*complaints.TEMPLATES, *complaints.WITHOUT_BLANKS))
    named = set(re.findall(r"“([^”{]+)”", words))
    assert {"Number", "Name in Spanish", "Edit name and dates", "Lowest age"} <= named
    pages = {text for path in FILES if "eligibility" in path.parts for _, text in marked(path)}
    assert named - pages == set()


def test_every_problem_is_reported_at_once():
    document = edited("groups.0.criteria.0.highest_age", 60)
    document["groups"][1]["name"] = ""
    assert refusal(document) == [
        f"Group 1: {TOO_HIGH}",
        f"Group 2: {NO_NAME}",
    ]


@pytest.mark.parametrize("document", [None, [], "rules", {}])
def test_what_is_no_rule_set_is_refused(document):
    assert "The rule set: version is missing" in refusal(document)


def test_defaults_are_not_written_but_an_unannounced_day_is():
    rule_set = from_json(DOCUMENT)
    assert isinstance(rule_set, RuleSet)
    assert rule_set.effective_from == date(2021, 1, 14)
    student = to_json(rule_set)["groups"][1]["criteria"][0]
    assert student == {"reason": "student", "opens_on": None, "accepts": {"student": [True]}}
