"""What can be wrong with a rule set: a code, its parameters, and its place.

`cvms.eligibility.drafts.wording` turns it into a sentence in the reader's language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Code(StrEnum):
    """Every kind of problem; comments name the parameters of its sentence."""

    NO_VERSION = "no-version"
    NO_NAME = "no-name"
    NO_SPANISH = "no-spanish"
    NO_GROUPS = "no-groups"
    LOWEST_AGE = "lowest-age"  # lowest, highest
    SAME_NUMBER = "same-number"
    ORDER = "order"  # order, before, label
    GROUP_NO_NUMBER = "group-no-number"
    GROUP_NO_NAME = "group-no-name"
    GROUP_NO_SPANISH = "group-no-spanish"
    GROUP_NO_WAY = "group-no-way"
    AGES = "ages"  # highest
    AGES_CROSSED = "ages-crossed"  # lowest, highest
    AGE_TOO_LOW = "age-too-low"  # highest, authorized
    CONDITIONS = "conditions"  # number
    NO_ANSWER = "no-answer"  # question
    UNKNOWN_REASON = "unknown-reason"  # reason
    NO_BOUND = "no-bound"  # reason, bound
    NOT_DEMANDED = "not-demanded"  # reason, question
    TOLD_ONE_LANGUAGE = "told-one-language"  # language: the one that is missing, en or es
    TOLD_WITHOUT_DEMAND = "told-without-demand"  # language, question
    TOLD_OTHER_AGE = "told-other-age"  # language, age
    TOLD_BLANK = "told-blank"  # language
    MISSING_FIELD = "missing-field"  # field
    UNKNOWN_FIELD = "unknown-field"  # field
    UNKNOWN_QUESTION = "unknown-question"  # question
    WRONG_VALUE = "wrong-value"  # field


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem is. Numbers count from 1; 0 means the whole rule set, or the whole group.

    `label` is the group's label as people know it, or "". `way` is the criterion and `ways` how
    many the group has: a single one needs no number.
    """

    group: int = 0
    label: str = ""
    way: int = 0
    ways: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem; `code` is a `Code`, or a code of the room that found it."""

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    place: Place = Place()

    def __str__(self) -> str:
        """Return the problem for logs; rules are not personal data."""
        at = f"group {self.place.label or self.place.group}, " if self.place.group else ""
        way = f"way {self.place.way}, " if self.place.way else ""
        params = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{at}{way}{self.code}" + (f" ({params})" if params else "")


class RuleSetError(ValueError):
    """A rule set cannot be used; `problems` has everything that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = tuple(problems)
