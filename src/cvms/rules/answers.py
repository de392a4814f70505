"""A person's answers that decide the vaccine group, and their conversion to and from JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias, cast

from cvms.rules.choices import Conditions, FrontlineSector, HealthWorker, LongTermCare, Residence

Choice: TypeAlias = StrEnum | bool


class AnswersError(ValueError):
    """Answers are invalid. The message names questions, but never answers, which are personal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers that decide the group; only the date of birth is required.

    `in_person` is about any kind of work. `child_care_or_prek12` is any role in child care or a
    PreK-12 school, including bus drivers and cooks (CBS 17, February 12, 2021). `county` is a FIPS
    code (ANSI INCITS 31), or "" if unknown.

    Raises AnswersError if a child care or PreK-12 worker names no frontline sector: plans that do
    not mention schools separately would then overlook them.
    """

    date_of_birth: date
    health_worker: HealthWorker = HealthWorker.NONE
    long_term_care: LongTermCare = LongTermCare.NONE
    frontline_sector: FrontlineSector = FrontlineSector.NONE
    in_person: bool = False
    child_care_or_prek12: bool = False
    other_essential: bool = False
    student: bool = False
    residence: Residence = Residence.OWN_HOME
    correctional_or_shelter_staff: bool = False
    conditions: Conditions = Conditions.NONE
    county: str = ""

    def __post_init__(self) -> None:
        if self.child_care_or_prek12 and self.frontline_sector is FrontlineSector.NONE:
            raise AnswersError("child_care_or_prek12 needs a frontline_sector, such as education")

    def as_mapping(self) -> dict[str, str | bool]:
        """Return every answer by question, as JSON values: codes, true or false, ISO date."""
        answers = {question: as_plain(getattr(self, question)) for question in CHOICES}
        where = {"county": self.county} if self.county else {}
        return {"date_of_birth": self.date_of_birth.isoformat(), **answers, **where}

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, object]) -> "Answers":
        """Read what `as_mapping` returned; a missing question has its default.

        Raises one AnswersError that names every invalid question, and what it accepts.
        """
        questions = {"date_of_birth", "county", *CHOICES}
        problems = [f"{name} is not a question" for name in mapping if name not in questions]
        answers: dict[str, Any] = {}
        for question in (name for name in mapping if name in questions):
            try:
                answers[question] = _read(question, mapping[question])
            except ValueError as error:
                problems.append(str(error))
        if "date_of_birth" not in mapping:
            problems.append("date_of_birth is missing")
        if problems:
            raise AnswersError("; ".join(problems))
        return cls(**answers)


def _choices(default: Choice) -> tuple[Choice, ...]:
    return (False, True) if isinstance(default, bool) else tuple(type(default))


# Derived from the class, so that storage and rules know a new question at once.
CHOICES: Mapping[str, tuple[Choice, ...]] = {
    field.name: _choices(cast("Choice", field.default))
    for field in fields(Answers)
    if field.name not in ("date_of_birth", "county")
}
"""The possible answers to each question that has a list of them; the first is the default."""


def choice(question: str, value: object) -> Choice:
    """Return the answer for a JSON value. Raises ValueError, which lists the possible answers."""
    for option in CHOICES[question]:
        # Neither 1 nor "true" is accepted for True.
        if value == option and isinstance(value, bool) == isinstance(option, bool):
            return option
    accepted = ", ".join(str(option).lower() for option in CHOICES[question])
    raise ValueError(f"{question} is not one of: {accepted}")


def as_plain(answer: Choice) -> str | bool:
    """Return the answer as a JSON value."""
    return answer if isinstance(answer, bool) else answer.value


def _read(question: str, value: object) -> date | Choice | str:
    if question in CHOICES:
        return choice(question, value)
    if question == "county":
        return _county(value)
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    # Without the value, which must not get into logs.
    raise ValueError("date_of_birth is not a date such as 1950-12-31")


def _county(value: object) -> str:
    if isinstance(value, str) and (not value or (len(value) == 5 and value.isdecimal())):
        return value
    raise ValueError("county is not a FIPS code such as 37183")
