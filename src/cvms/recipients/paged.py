"""The numbers of the people on a list, a page at a time, for Django's `Paginator`."""

from typing import Any

FEW = 250  # found by a search; more are counted by a query of their own


class Ordered:
    """The numbers in order, `count` in all, each page read from the nearer end of the list.

    The database counts an offset row by row: the last of 4,000 pages took as long as a search.
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
    """The numbers that a search finds: where they are few, the list is looked through once."""

    def __init__(self, numbers: Any) -> None:
        self._numbers, self._first = numbers, list(numbers[: FEW + 1])
        found = len(self._first)
        self._count = found if found <= FEW else int(numbers.count())

    def count(self) -> int:
        return self._count

    def __getitem__(self, place: slice) -> list[int]:
        near = place.stop <= len(self._first)
        return self._first[place] if near else Ordered(self._numbers, self._count)[place]
