"""Lists of people's primary keys for Django's `Paginator`, which read one page at a time."""

from typing import Any

FEW = 250  # results of a search that are fetched at once; more are counted by another query


class Ordered:
    """Primary keys in order, `count` of them; a page is read from the nearer end of the list.

    PostgreSQL reads every row that an offset skips, so that the last of 4,000 pages took as long as
    a search.
    """

    def __init__(self, numbers: Any, count: int) -> None:
        self._numbers, self._count = numbers, count

    def count(self) -> int:
        return self._count

    def __getitem__(self, place: slice) -> list[int]:
        start, stop = place.start, min(place.stop, self._count)
        if start < self._count - stop:
            return list(self._numbers[start:stop])
        backwards = self._numbers.reverse()[self._count - stop : self._count - start]
        return list(backwards)[::-1]


class Found:
    """The primary keys that a search finds; if they are few, one query is enough."""

    def __init__(self, numbers: Any) -> None:
        self._numbers, self._first = numbers, list(numbers[: FEW + 1])
        found = len(self._first)
        self._count = found if found <= FEW else int(numbers.count())

    def count(self) -> int:
        return self._count

    def __getitem__(self, place: slice) -> list[int]:
        near = place.stop <= len(self._first)
        return self._first[place] if near else Ordered(self._numbers, self._count)[place]
