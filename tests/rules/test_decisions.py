"""What a decision promises, for all rules and all people."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvms.rules.age import age_on
from cvms.rules.answers import Answers
from cvms.rules.choices import Conditions, HealthWorker
from cvms.rules.decisions import NO_GROUP_FITS, UNDER_LOWEST_AGE, Reason, decide, next_change
from cvms.rules.reasons import sentence
from cvms.rules.rule_set import Criterion, Group, RuleSet
from tests.rules.strategies import any_rule_sets, days, people

EVERYONE = Criterion(reason="everyone", lowest_age=16)
ADULT = Answers(date_of_birth=date(1990, 1, 1))
ON = date(2021, 4, 1)


def rules(*criteria: Criterion) -> RuleSet:
    """One group per criterion, labelled 1, 2 and so on."""
    groups = tuple(
        Group(label=str(order), order=order, name="A group", criteria=(criterion,))
        for order, criterion in enumerate(criteria, 1)
    )
    return RuleSet(version="v", name="Rules", effective_from=date(2021, 1, 1), groups=groups)


def one_group(*criteria: Criterion) -> RuleSet:
    rule_set = rules(criteria[0])
    return replace(rule_set, groups=(replace(rule_set.groups[0], criteria=criteria),))


@given(people, any_rule_sets, days)
def test_a_decision_has_a_group_or_says_why_not(answers, rule_set, on):
    decision = decide(answers, rule_set, on)
    assert decision.reasons
    assert decision.rule_set_version == rule_set.version
    codes = {reason.code for reason in decision.reasons}
    if decision.group is None:
        assert codes in ({UNDER_LOWEST_AGE}, {NO_GROUP_FITS})
        assert decision.opens_on is None
    if decision.open_now:
        assert decision.opens_on <= on


@given(people, any_rule_sets, days)
def test_the_lowest_group_that_fits_wins(answers, rule_set, on):
    alone = [
        decide(answers, replace(rule_set, groups=(group,)), on).group for group in rule_set.groups
    ]
    fitting = [label for label in alone if label is not None]
    assert decide(answers, rule_set, on).group == (fitting[0] if fitting else None)


@given(people, any_rule_sets, days)
def test_publishing_the_same_rules_again_changes_nobody(answers, rule_set, on):
    again = replace(rule_set, version="published again")
    before, after = decide(answers, rule_set, on), decide(answers, again, on)
    assert replace(after, rule_set_version=rule_set.version) == before


@given(people, any_rule_sets, days, st.integers(1, 200))
def test_what_is_open_stays_open_as_long_as_the_age_is_the_same(answers, rule_set, on, later):
    then = on + timedelta(days=later)
    if age_on(answers.date_of_birth, on) == age_on(answers.date_of_birth, then):
        before, after = decide(answers, rule_set, on), decide(answers, rule_set, then)
        assert after.open_now >= before.open_now
        assert replace(after, open_now=before.open_now) == before


@given(people, any_rule_sets, days, st.data())
def test_next_change_is_the_first_day_with_another_decision(answers, rule_set, on, data):
    now, day = decide(answers, rule_set, on), next_change(answers, rule_set, on)
    last = day or on + timedelta(days=365 * 80)
    between = data.draw(st.dates(on, last - timedelta(days=1)))
    assert decide(answers, rule_set, between) == now
    if day:
        assert day > on
        assert decide(answers, rule_set, day) != now


def test_next_change_goes_from_the_opening_day_to_the_birthday():
    # Given someone who turns 65 in May 2021, and groups for those over 65 and for everyone
    answers = Answers(date_of_birth=date(1956, 5, 10))
    over_65 = Criterion(reason="age-from", lowest_age=65, opens_on=date(2021, 1, 14))
    rule_set = rules(over_65, replace(EVERYONE, opens_on=date(2021, 4, 7)))
    # Then the opening is first, then the birthday, then nothing more
    assert next_change(answers, rule_set, date(2021, 3, 1)) == date(2021, 4, 7)
    assert next_change(answers, rule_set, date(2021, 4, 7)) == date(2021, 5, 10)
    assert next_change(answers, rule_set, date(2021, 5, 10)) is None


def test_next_change_includes_growing_out_of_a_group():
    answers = Answers(date_of_birth=date(1956, 5, 10))
    rule_set = rules(Criterion(reason="age-between", lowest_age=16, highest_age=64))
    assert next_change(answers, rule_set, date(2021, 3, 1)) == date(2021, 5, 10)


def test_next_change_includes_reaching_the_lowest_authorized_age():
    answers = Answers(date_of_birth=date(2005, 5, 10), student=True)
    students = Criterion(reason="student", accepts=(("student", frozenset({True})),))
    rule_set = replace(rules(students), lowest_age=16)
    assert next_change(answers, rule_set, date(2021, 3, 1)) == date(2021, 5, 10)


def test_the_earliest_opening_day_counts_and_an_unannounced_one_does_not():
    early, late = date(2021, 2, 24), date(2021, 3, 3)
    ways = [replace(EVERYONE, opens_on=day) for day in (None, late, early)]
    decision = decide(Answers(date_of_birth=date(1990, 1, 1)), one_group(*ways), early)
    assert decision.opens_on == early
    assert decision.open_now is True
    assert len(decision.reasons) == 3


def test_reasons_stand_in_the_order_of_the_criteria_and_tell_their_ages():
    adult = Criterion(reason="age-between", lowest_age=18, highest_age=64)
    decision = decide(
        Answers(date_of_birth=date(1990, 1, 1)), one_group(adult, EVERYONE), date(2021, 1, 1)
    )
    assert [reason[:3] for reason in decision.reasons] == [
        ("age-between", 18, 64),
        ("everyone", 16, None),
    ]


def test_a_person_in_no_group_is_told_so():
    nobody_else = Criterion(
        reason="health-worker",
        accepts=(("health_worker", frozenset({HealthWorker.HIGH_EXPOSURE})),),
    )
    decision = decide(Answers(date_of_birth=date(1990, 1, 1)), rules(nobody_else), date(2021, 1, 1))
    assert (decision.group, decision.open_now) == (None, False)
    assert [reason.code for reason in decision.reasons] == [NO_GROUP_FITS]


@pytest.mark.parametrize(
    ("conditions", "enough_for"),
    [
        (Conditions.DECLINED, {0}),
        (Conditions.NONE, {0}),
        (Conditions.ONE, {0, 1}),
        (Conditions.TWO_OR_MORE, {0, 1, 2}),
    ],
)
def test_only_conditions_that_were_named_count(conditions, enough_for):
    answers = Answers(date_of_birth=date(1990, 1, 1), conditions=conditions)
    fits = {
        needed
        for needed in range(3)
        if replace(EVERYONE, conditions_at_least=needed).fits(answers, 30)
    }
    assert fits == enough_for


def test_a_way_without_a_day_opens_with_its_group_and_another_on_its_own():
    later = replace(EVERYONE, opens_on=date(2021, 5, 1))
    on_the_groups = replace(one_group(replace(EVERYONE, opens_on=None)).groups[0], opens_on=ON)
    rules = replace(one_group(EVERYONE), groups=(on_the_groups,))
    assert decide(ADULT, rules, ON).opens_on == ON
    assert next_change(ADULT, rules, ON - timedelta(days=1)) == ON

    own_day = replace(on_the_groups, criteria=(later,))
    assert decide(ADULT, replace(rules, groups=(own_day,)), ON).opens_on == date(2021, 5, 1)


def test_a_county_lets_in_the_people_who_live_there_and_nobody_else():
    wake = one_group(replace(EVERYONE, counties=frozenset({"37183"})))
    assert decide(replace(ADULT, county="37183"), wake, ON).group is not None
    assert decide(replace(ADULT, county="37001"), wake, ON).group is None
    assert decide(ADULT, wake, ON).group is None


def test_a_decision_keeps_the_sentence_that_an_editor_wrote():
    own = one_group(replace(EVERYONE, told="All adults.", told_es="Todos los adultos."))
    [reason] = decide(ADULT, own, ON).reasons
    assert sentence(reason) == "All adults."
    assert sentence(reason, language="es") == "Todos los adultos."
    assert Reason(**reason.as_plain()) == reason
