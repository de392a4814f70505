"""The people of a file who can be loaded: many, so how they are kept decides what a list costs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple


class Record(NamedTuple):
    """A person who can be loaded. `line` counts rows below the headings, from 1."""

    line: int
    first_name: str
    last_name: str
    email: str
    email_key: str


_FIELDS = len(Record._fields)
_record = partial(tuple.__new__, Record)  # Record's own constructor takes three times as long


@dataclass(slots=True)
class Records:
    """Good records in the order of the file; each is made when it is asked for.

    Kept as one list of all their fields. As tuples they would take more memory, and the garbage
    collector would go through all of them again and again while a long list is read.
    """

    fields: list[Any] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.fields) // _FIELDS

    def __iter__(self) -> Iterator[Record]:
        return map(_record, zip(*[iter(self.fields)] * _FIELDS, strict=True))

    def at(self, place: int) -> Record:
        """The record at this place, counted from 0."""
        return Record(*self.fields[place * _FIELDS : (place + 1) * _FIELDS])

    def keys(self) -> list[str]:
        """Every record's email key."""
        return self.fields[_FIELDS - 1 :: _FIELDS]

    def drop(self, places: list[int]) -> None:
        """Leave out the records at these places, which are in order."""
        kept, start = list[Any](), 0
        for place in places:
            kept += self.fields[start : place * _FIELDS]
            start = (place + 1) * _FIELDS
        kept += self.fields[start:]
        self.fields = kept
