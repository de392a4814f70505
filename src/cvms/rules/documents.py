"""Convert rule sets to and from JSON values, as they are shipped, stored and exchanged.

Reading is strict, because a misspelled field would silently let people in or keep them out.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import (
    BaseModel,
    ConfigDict,
    SerializerFunctionWrapHandler,
    ValidationError,
    field_validator,
    model_serializer,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from cvms.rules.answers import CHOICES, as_plain, choice
from cvms.rules.checks import problems
from cvms.rules.problems import Code, Place, Problem, RuleSetError
from cvms.rules.rule_set import Criterion, Group, RuleSet


class _Document(BaseModel):
    """A JSON object that refuses unknown keys and other types."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class CriterionDocument(_Document):
    """A `Criterion` as JSON values, with the same fields."""

    reason: str
    opens_on: date | None = None
    lowest_age: int = 0
    highest_age: int | None = None
    conditions_at_least: int = 0
    accepts: dict[str, list[str | bool]] = {}
    counties: list[str] = []
    told: str = ""
    told_es: str = ""

    @field_validator("accepts")
    @classmethod
    def _known(cls, accepts: dict[str, list[str | bool]]) -> dict[str, list[str | bool]]:
        for question, answers in accepts.items():
            if question not in CHOICES:
                asked = {"question": question}
                raise PydanticCustomError(Code.UNKNOWN_QUESTION, "not a question", asked)
            for answer in answers:
                choice(question, answer)  # raises ValueError
        return accepts

    @field_validator("counties")
    @classmethod
    def _codes(cls, counties: list[str]) -> list[str]:
        if not all(len(code) == 5 and code.isdecimal() for code in counties):
            raise ValueError("not FIPS codes")
        return counties

    @model_serializer(mode="wrap")
    def _with_day(self, plain: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Write `opens_on` even if it is None, so that readers see that no day is announced."""
        written: dict[str, Any] = plain(self)
        return {"opens_on": None} | written

    def as_criterion(self) -> Criterion:
        accepts = tuple(
            (question, frozenset(choice(question, answer) for answer in answers))
            for question, answers in self.accepts.items()
        )
        plain = self.model_dump(exclude={"accepts", "counties"}) | {"opens_on": self.opens_on}
        return Criterion(**plain, accepts=accepts, counties=frozenset(self.counties))


class GroupDocument(_Document):
    """A `Group` as JSON values, with the same fields."""

    label: str
    order: int
    name: str
    name_es: str = ""
    opens_on: date | None = None
    source: str = ""
    note: str = ""
    criteria: list[CriterionDocument]

    def as_group(self) -> Group:
        criteria = tuple(criterion.as_criterion() for criterion in self.criteria)
        return Group(**self.model_dump(exclude={"criteria"}), criteria=criteria)


class RuleSetDocument(_Document):
    """A `RuleSet` as JSON values, with the same fields."""

    version: str
    name: str
    name_es: str = ""
    effective_from: date
    lowest_age: int = 0
    tells_no_longer: bool = False
    source: str = ""
    note: str = ""
    groups: list[GroupDocument]

    def as_rule_set(self) -> RuleSet:
        groups = tuple(group.as_group() for group in self.groups)
        return RuleSet(**self.model_dump(exclude={"groups"}), groups=groups)


def from_json(document: object) -> RuleSet:
    """Return the rule set in a JSON document (from `json.loads`), valid in form and content.

    Raises RuleSetError with every problem found.
    """
    rule_set = read(document)
    if found := problems(rule_set):
        raise RuleSetError(found)
    return rule_set


def read(document: object) -> RuleSet:
    """Return the rule set in a draft's document, which must be valid only in form.

    Raises RuleSetError with every problem of form.
    """
    try:
        # As JSON text: in strict mode, only then does pydantic accept text as a date.
        return RuleSetDocument.model_validate_json(json.dumps(document)).as_rule_set()
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        raise RuleSetError([_problem(one, document) for one in details]) from None


_CODES = {"missing": Code.MISSING_FIELD, "extra_forbidden": Code.UNKNOWN_FIELD}


def _problem(detail: ErrorDetails, document: object) -> Problem:
    """Return pydantic's error as a problem with its place and field."""
    named = [str(step) for step in detail["loc"] if isinstance(step, str)]
    numbers = [step + 1 for step in detail["loc"] if isinstance(step, int)]
    group, way = [*numbers, 0, 0][:2]
    place = Place(group, _label(document, group), way)
    if detail["type"] == Code.UNKNOWN_QUESTION:
        return Problem(Code.UNKNOWN_QUESTION, {"question": detail["ctx"]["question"]}, place)
    fields = [name for name in named if name not in ("groups", "criteria")] or named or [""]
    return Problem(_CODES.get(detail["type"], Code.WRONG_VALUE), {"field": fields[0]}, place)


def _label(document: object, group: int) -> str:
    """Return the label of a group, if it can be read."""
    match document:
        case {"groups": [*groups]} if group:
            match groups[group - 1]:
                case {"label": str(label)}:
                    return label
    return ""


def to_json(rule_set: RuleSet) -> dict[str, Any]:
    """Return the rule set as JSON values for `json.dumps`, without fields that have defaults."""
    groups = [_group_document(group) for group in rule_set.groups]
    document = RuleSetDocument(**_fields(rule_set, "groups"), groups=groups)
    return document.model_dump(mode="json", exclude_defaults=True)


def _group_document(group: Group) -> GroupDocument:
    criteria = [_criterion_document(criterion) for criterion in group.criteria]
    return GroupDocument(**_fields(group, "criteria"), criteria=criteria)


def _criterion_document(criterion: Criterion) -> CriterionDocument:
    accepts = {
        # In the order of the question's answers, so that equal rules give equal JSON.
        question: [as_plain(answer) for answer in CHOICES[question] if answer in accepted]
        for question, accepted in criterion.accepts
    }
    plain = _fields(criterion, "accepts", "counties")
    return CriterionDocument(**plain, accepts=accepts, counties=sorted(criterion.counties))


def _fields(rules: RuleSet | Group | Criterion, *but: str) -> Mapping[str, Any]:
    return {name: getattr(rules, name) for name in rules.__slots__ if name not in but}
