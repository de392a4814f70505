"""The example people of examples.csv: what the shipped rules say of each, written by hand."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from cvms.rules.answers import Answers
from cvms.rules.rule_set import RuleSet
from cvms.rules.shipped import shipped_rule_sets

_TRUTH = {"yes": True, "no": False}


@dataclass(frozen=True)
class Example:
    rule_set: str
    on: date
    person: str
    answers: Answers
    group: str | None
    opens_on: date | None
    open_now: bool
    reasons: tuple[str, ...]


@cache
def examples() -> tuple[Example, ...]:
    with Path(__file__).with_name("examples.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(_example(row) for row in csv.DictReader(lines))


@cache
def rule_sets() -> dict[str, RuleSet]:
    return {rule_set.version: rule_set for rule_set in shipped_rule_sets()}


def _example(row: dict[str, str]) -> Example:
    return Example(
        rule_set=row["rule_set"],
        on=date.fromisoformat(row["on"]),
        person=row["person"],
        answers=_answers(row["born"], row["answers"]),
        group=row["group"] or None,
        opens_on=date.fromisoformat(row["opens_on"]) if row["opens_on"] else None,
        open_now=_TRUTH[row["open_now"]],
        reasons=tuple(row["reasons"].split("; ")),
    )


def _answers(born: str, stated: str) -> Answers:
    pairs = (pair.split("=") for pair in stated.split("; ") if pair)
    mapping = {question: _TRUTH.get(answer, answer) for question, answer in pairs}
    return Answers.from_mapping({"date_of_birth": born, **mapping})
