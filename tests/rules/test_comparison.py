from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cvms.rules.answers import Answers
from cvms.rules.choices import LongTermCare
from cvms.rules.comparison import compare
from tests.rules.examples import rule_sets
from tests.rules.strategies import any_rule_sets, days, people

PHASES, GROUPS = rule_sets()["nc-2020-12-30"], rule_sets()["nc-2021-01-14"]


def test_staff_see_who_would_move_and_who_could_be_vaccinated():
    # Given two people of 68, one of 80, one of 40, a child, and a resident of long-term care
    population = [Answers(date_of_birth=date(2021 - age, 1, 1)) for age in (68, 68, 80, 40, 10)] + [
        Answers(date_of_birth=date(1931, 1, 1), long_term_care=LongTermCare.RESIDENT)
    ]
    # When the groups of January follow the phases of December
    comparison = compare(PHASES, GROUPS, population, date(2021, 1, 14))
    # Then those of 65 and over are together, and the two of 68 need no longer wait
    assert comparison.people == {
        ("2", "2"): 2, ("1b", "2"): 1, ("4", "5"): 1, (None, None): 1, ("1a", "1"): 1,
    }  # fmt: skip
    assert comparison.moves == {("1b", "2"): 1, ("4", "5"): 1, ("1a", "1"): 1}
    assert comparison.moved == 3
    assert (comparison.newly_open, comparison.newly_closed) == (2, 0)


def test_staff_see_who_could_no_longer_be_vaccinated():
    population = [Answers(date_of_birth=date(1953, 1, 1))]
    comparison = compare(GROUPS, PHASES, population, date(2021, 1, 14))
    assert (comparison.newly_open, comparison.newly_closed) == (0, 1)


@given(any_rule_sets, st.lists(people, max_size=20), days)
def test_the_same_rules_move_nobody_and_everybody_is_counted(rule_set, population, on):
    comparison = compare(rule_set, replace(rule_set, version="next"), iter(population), on)
    assert comparison.moved == 0
    assert (comparison.newly_open, comparison.newly_closed) == (0, 0)
    assert sum(comparison.people.values()) == len(population)
