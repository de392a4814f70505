"""Problems and notices about a file: a code with parameters, and a sentence when it is shown.

The parameters are plain data (text, integers, lists of text), so that they can be stored and sent,
and become sentences later in any language.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from cvms.intake.catalogue import (
    ERASED,
    LAST_OF_ALL,
    NOTICES,
    ONE_OF_TWO,
    OTHER_FILES,
    PROBLEMS,
    Words,
)
from cvms.intake.codes import NoticeCode, ProblemCode

PEOPLE_COLUMNS = ("First Name", "Last Name", "Email")
SHOWN = 8  # cells of a row that a sentence quotes
CUT = 30  # characters of each
MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Language:
    """A language of sentences: `translate` translates a template, `number` formats a count."""

    translate: Callable[[str], str]
    number: Callable[[int], str]


ENGLISH = Language(str, "{:,}".format)


class Problem(NamedTuple):
    """Why a file is refused: a stable code and the parameters of its sentences."""

    code: ProblemCode
    params: dict[str, Any]

    @property
    def message(self) -> str:
        """Return in English what is wrong, and what to do."""
        return problem_sentence(self.code, self.params)

    def as_json(self) -> dict[str, Any]:
        """Return the problem as `cvms check --json` prints it."""
        return {"code": str(self.code), "message": self.message, "params": self.params}


class Notice(NamedTuple):
    """Something that was read with a doubt, or not read: a stable code and its parameters."""

    code: NoticeCode
    params: dict[str, Any]

    @property
    def message(self) -> str:
        """Return the sentence in English."""
        return notice_sentence(self.code, self.params)

    def stored(self) -> dict[str, Any]:
        """Return the notice as the database stores it, without its sentence."""
        return {"code": str(self.code), "params": self.params}

    def as_json(self) -> dict[str, Any]:
        """Return the notice as `cvms check --json` prints it."""
        return {"code": str(self.code), "message": self.message, "params": self.params}


class Refused(Exception):
    """The file is refused; `read` turns this into the report's problem."""

    def __init__(self, problem: Problem) -> None:
        """Store the problem to report."""
        super().__init__(problem.code)
        self.problem = problem


def refusal(code: ProblemCode, **params: Any) -> Refused:
    """Return the exception to raise for a file that is refused."""
    return Refused(Problem(code, params))


def problem_sentence(
    code: str, params: dict[str, Any], language: Language = ENGLISH, advice: str | None = None
) -> str:
    """Return why a file is refused and what to do; `advice` replaces the second sentence.

    If the parameters were erased, the sentences say so. Raises ValueError for an unknown code.
    """
    words = PROBLEMS.get((ProblemCode(code), params.get("reason", "")), ERASED)
    texts = {"wanted": _listed(PEOPLE_COLUMNS, language)} | _texts(params, language)
    try:
        what = language.translate(words.what).format(**texts)
        return f"{what} {advice or language.translate(words.advice).format(**texts)}"
    except KeyError:
        return _erased(ERASED, language)


def _erased(words: Words, language: Language) -> str:
    return " ".join(map(language.translate, words))


def notice_sentence(code: str, params: dict[str, Any], language: Language = ENGLISH) -> str:
    """Return the sentence of a notice. Raises ValueError for an unknown code."""
    template = language.translate(NOTICES[NoticeCode(code)])
    return template.format(**_texts(params, language))


def _texts(params: dict[str, Any], language: Language) -> dict[str, str]:
    return {name: _text(name, value, language) for name, value in params.items()}


def _text(name: str, value: Any, language: Language) -> str:
    """Return a parameter as its text in a sentence."""
    if name in _FORMATS:
        return _FORMATS[name](value, language)
    return quoted(value) if isinstance(value, list) else str(value)


def _listed(names: Sequence[str], language: Language) -> str:
    some, last = ", ".join(names[:-1]), names[-1]
    return language.translate(LAST_OF_ALL).format(some=some, last=last) if some else last


def _either(names: Sequence[str], language: Language) -> str:
    *others, last = names
    text = last
    for name in reversed(others):
        text = language.translate(ONE_OF_TWO).format(one=name, other=text)
    return text


# How to format the parameters that are not simply a text or a list of texts.
_FORMATS: dict[str, Callable[[Any, Language], str]] = {
    "columns": lambda names, _: quoted(names, len(names)),
    "count": lambda count, language: language.number(count),
    "limit": lambda count, language: language.number(count),
    "missing": _either,
    "sheet": lambda name, _: quoted([name]),
    "size": lambda count, _: size(count),
    "wanted": _listed,
    "what": lambda what, language: language.translate(OTHER_FILES[what]),
}


def shown(cells: Sequence[str]) -> list[str]:
    """Return the cells that a sentence quotes, and one more if there are more, each cut."""
    return [cell[: CUT + 1] for cell in cells[: SHOWN + 1]]


def quoted(cells: Sequence[str], most: int = SHOWN) -> str:
    """Return at most `most` cells in quotation marks, each cut after 30 characters."""
    cut = [f'"{cell[:CUT]}..."' if len(cell) > CUT else f'"{cell}"' for cell in cells[:most]]
    return ", ".join(cut) + (", ..." if len(cells) > most else "")


def size(count: int) -> str:
    """Return a number of bytes as people write it, such as 5 MB or 200 KB."""
    if count >= MEGABYTE:
        return f"{count / MEGABYTE:.4g} MB"
    return f"{count / 1024:.4g} KB" if count >= 1024 else f"{count} bytes"
