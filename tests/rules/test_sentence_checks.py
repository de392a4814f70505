"""A person is told only what is true of everyone who fits that criterion."""

from dataclasses import replace

import pytest

from cvms.rules.choices import FrontlineSector, LongTermCare
from cvms.rules.problems import Code
from cvms.rules.reasons import REASONS
from cvms.rules.rule_set import Criterion
from cvms.rules.sentence_checks import CLAIMS, CONDITIONS, of_sentence
from tests.rules.examples import rule_sets

OLD = Criterion(reason="age-from", lowest_age=65)
RESIDENT = ("long_term_care", frozenset({LongTermCare.RESIDENT}))
STAFF_TOO = ("long_term_care", frozenset({LongTermCare.RESIDENT, LongTermCare.STAFF}))


def found(criterion: Criterion) -> list[tuple[str, dict]]:
    return [(problem.code, dict(problem.params)) for problem in of_sentence(criterion, 16)]


def test_people_who_qualify_by_age_are_not_told_of_long_term_care():
    told = replace(OLD, reason="long-term-care-resident")
    params = {"reason": "long-term-care-resident", "question": "long_term_care"}
    assert found(told) == [(Code.NOT_DEMANDED, params)]
    assert found(replace(told, accepts=(RESIDENT,))) == []
    assert found(replace(told, accepts=(STAFF_TOO,))) == [(Code.NOT_DEMANDED, params)]


@pytest.mark.parametrize("reason", sorted({*CLAIMS, *CONDITIONS}))
def test_every_sentence_that_claims_something_is_refused_where_it_is_not_demanded(reason):
    codes = {code for code, _params in found(Criterion(reason=reason))}
    assert codes == {Code.NOT_DEMANDED}


def test_every_shipped_criterion_requires_what_its_sentence_claims():
    ways = [way for rules in rule_sets().values() for way in rules.criteria()]
    assert [way for way in ways if found(way)] == []
    assert {way.reason for way in ways} >= {*CLAIMS, *CONDITIONS} & set(REASONS)


@pytest.mark.parametrize(
    ("told", "told_es", "code", "params"),
    [
        ("You are 65 or older.", "", Code.TOLD_ONE_LANGUAGE, {"language": "es"}),
        ("", "Usted tiene 65 años.", Code.TOLD_ONE_LANGUAGE, {"language": "en"}),
        ("You are 75 or older.", "Usted tiene 65 años.", Code.TOLD_OTHER_AGE,
         {"language": "en", "age": 75}),
        ("You live in a nursing home.", "Usted tiene 65 años.", Code.TOLD_WITHOUT_DEMAND,
         {"language": "en", "question": "long_term_care"}),
        ("You are old.", "Usted es estudiante.", Code.TOLD_WITHOUT_DEMAND,
         {"language": "es", "question": "student"}),
        ("You are old in Wake County.", "Usted es mayor.", Code.TOLD_WITHOUT_DEMAND,
         {"language": "en", "question": "counties"}),
        ("You are %(age)s.", "Usted es mayor.", Code.TOLD_BLANK, {"language": "en"}),
    ],
)  # fmt: skip
def test_an_editors_sentence_is_checked_against_the_demands(told, told_es, code, params):
    assert found(replace(OLD, told=told, told_es=told_es)) == [(code, params)]


def test_an_editors_sentence_may_say_what_the_criterion_requires():
    school = ("frontline_sector", frozenset({FrontlineSector.EDUCATION}))
    way = Criterion(
        reason="everyone",
        lowest_age=50,
        accepts=(school,),
        counties=frozenset({"37183"}),
        told="You are 50 or older and work in a school in Wake County (PreK-12).",
        told_es="Usted tiene 50 años o más y trabaja en una escuela del condado de Wake.",
    )
    assert found(way) == []
