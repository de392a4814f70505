"""Reading the fields of a JSON object strictly, gathering every problem before refusing it."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar, cast

T = TypeVar("T")


class Fields:
    """The fields of one JSON object, taken one by one; `problems` is shared by nested objects.

    A field that cannot be read gives None, to go on and find the next problem: what is built
    from it must be thrown away when there are problems.
    """

    def __init__(self, place: str, value: object, problems: list[str]) -> None:
        self.place = place
        self.problems = problems
        self._left: dict[str, object] = dict(value) if isinstance(value, dict) else {}
        self._known: list[str] = []
        if not isinstance(value, dict):
            self.complain("this is not an object with fields")

    def complain(self, problem: str) -> None:
        self.problems.append(f"{self.place}: {problem}")

    def required(self, field: str, read: Callable[[object], T]) -> T:
        if field not in self._left:
            self._known.append(field)
            self.complain(f"{field} is missing")
            return cast("T", None)
        return self.optional(field, read, cast("T", None))

    def optional(self, field: str, read: Callable[[object], T], default: T) -> T:
        """What `read` makes of the value; it raises ValueError with the end of a sentence."""
        self._known.append(field)
        if field not in self._left:
            return default
        try:
            return read(self._left.pop(field))
        except ValueError as error:
            self.complain(f"{field} {error}")
            return default

    def each(self, field: str, name: str, read: Callable[["Fields"], T]) -> tuple[T, ...]:
        """A list of objects, each read in its place: "Group 3, criterion 2"."""
        values = self.required(field, as_list) or []
        places = (f"{self.place}, {name} {number}" for number in range(1, len(values) + 1))
        return tuple(
            read(Fields(place, value, self.problems))
            for place, value in zip(places, values, strict=True)
        )

    def finish(self) -> None:
        """Complains of the fields that nobody took."""
        for field in self._left:
            self.complain(f"{field!r} is not one of the fields: {', '.join(self._known)}")


def as_list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("is not a list")
    return value


def as_text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("is not text")
    return value


def as_whole_number(value: object) -> int:
    # true is an int to Python, not to a reader.
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("is not a whole number")
    return value


def as_date(value: object) -> date:
    try:
        return date.fromisoformat(as_text(value))
    except ValueError:
        raise ValueError(f"is {value!r}, not a date such as 2021-03-03") from None


def as_date_or_none(value: object) -> date | None:
    return None if value is None else as_date(value)
