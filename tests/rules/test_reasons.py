from datetime import date

from hypothesis import given

from cvms.rules.decisions import Reason, decide
from cvms.rules.reasons import NO_GROUP, REASONS, sentence
from tests.rules.examples import rule_sets
from tests.rules.strategies import any_rule_sets, days, people


@given(people, any_rule_sets, days)
def test_every_reason_of_every_decision_is_a_sentence(answers, rule_set, on):
    for reason in decide(answers, rule_set, on).reasons:
        text = sentence(reason)
        assert text.endswith(".")
        assert "%" not in text


def test_a_sentence_tells_the_ages_of_the_rules():
    assert sentence(Reason("age-from", 65, None)) == "You are 65 or older."
    assert sentence(Reason("age-between", 65, 74)) == "You are between 65 and 74 years old."
    assert (
        sentence(Reason("under-lowest-age", 16, None))
        == "No vaccine is authorized yet for people under 16."
    )


def test_a_sentence_is_translated_before_the_ages_are_put_in():
    spanish = {"You are %(lowest_age)s or older.": "Usted tiene %(lowest_age)s años o más."}
    assert (
        sentence(Reason("age-from", 65, None), spanish.__getitem__) == "Usted tiene 65 años o más."
    )


def test_every_reason_in_the_catalogue_is_given_by_a_shipped_rule_set():
    used = {c.reason for rules in rule_sets().values() for c in rules.criteria()}
    assert set(REASONS) == used


def test_a_reason_has_one_meaning():
    assert not set(REASONS) & set(NO_GROUP)
    sentences = [*REASONS.values(), *NO_GROUP.values()]
    assert len(set(sentences)) == len(sentences)


def test_rule_sets_take_effect_on_the_days_of_their_announcement():
    assert [rules.effective_from for rules in rule_sets().values()] == [
        date(2020, 12, 14),
        date(2020, 12, 30),
        date(2021, 1, 14),
    ]
