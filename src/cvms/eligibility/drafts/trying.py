"""Decide an example person by two rule sets."""

from dataclasses import dataclass
from datetime import date

from cvms.rules.answers import Answers
from cvms.rules.decisions import Decision, decide
from cvms.rules.rule_set import RuleSet

from ..presentation import group_name, told


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule set decides for the person."""

    decision: Decision
    group_name: str
    reasons: tuple[str, ...]


def outcomes(
    answers: Answers, before: RuleSet, after: RuleSet, on: date
) -> tuple[Outcome, Outcome]:
    """Return the outcomes by the rules in force and by the draft, which may have problems."""
    return _outcome(answers, before, on), _outcome(answers, after, on)


def _outcome(answers: Answers, rules: RuleSet, on: date) -> Outcome:
    decision = decide(answers, rules, on)
    return Outcome(
        decision,
        group_name(rules, decision.group or ""),
        tuple(map(told, decision.reasons)),
    )
