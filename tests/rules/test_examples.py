"""The shipped rule sets say of the example people what North Carolina's plans say."""

from dataclasses import replace

import pytest

from cvms.rules.answers import Answers
from cvms.rules.choices import FrontlineSector
from cvms.rules.decisions import Decision, decide
from tests.rules.document import PAGE, page
from tests.rules.examples import Example, examples, rule_sets
from tests.rules.mutations import mutations

SECTORS = [sector for sector in FrontlineSector if sector is not FrontlineSector.NONE]


def decided(example: Example) -> Decision:
    return decide(example.answers, rule_sets()[example.rule_set], example.on)


@pytest.mark.parametrize(
    "example", examples(), ids=lambda example: f"{example.rule_set}: {example.person}"
)
def test_each_example_person_is_in_the_group_that_the_plan_says(example):
    decision = decided(example)
    assert decision.group == example.group
    assert decision.opens_on == example.opens_on
    assert decision.open_now is example.open_now
    assert tuple(reason.code for reason in decision.reasons) == example.reasons
    assert decision.rule_set_version == example.rule_set


def test_three_rule_sets_are_shipped_in_the_order_of_their_days():
    assert list(rule_sets()) == ["nc-2020-12-14", "nc-2020-12-30", "nc-2021-01-14"]


@pytest.mark.parametrize("version", rule_sets())
def test_no_rule_can_change_without_an_example_noticing(version):
    own = [example for example in examples() if example.rule_set == version]
    before = {example: decided(example) for example in own}
    unnoticed = [
        change
        for change, mutant in mutations(rule_sets()[version])
        if all(decide(example.answers, mutant, example.on) == before[example] for example in own)
    ]
    assert unnoticed == []


@pytest.mark.parametrize("version", rule_sets())
@pytest.mark.parametrize("in_person", [True, False])
def test_the_eight_frontline_sectors_are_treated_alike(version, in_person):
    example = examples()[0]
    person = Answers(date_of_birth=example.answers.date_of_birth, in_person=in_person)
    decisions = {
        decide(replace(person, frontline_sector=sector), rule_sets()[version], example.on)
        for sector in SECTORS
    }
    assert len(SECTORS) == 8
    assert len(decisions) == 1
    # Without a sector one waits longer.
    assert decide(person, rule_sets()[version], example.on) not in decisions


def test_the_documentation_shows_these_rules_and_these_people():
    assert PAGE.read_text("utf-8") == page()
