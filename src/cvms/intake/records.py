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

    def column(self, name: str) -> list[Any]:
        """One field of every record."""
        return self.fields[Record._fields.index(name) :: _FIELDS]

    def take_out(self, places: list[int]) -> list[Record]:
        """Remove the records at these places, which are in order, and give them back."""
        taken, kept, start = [], list[Any](), 0
        for place in places:
            end = place * _FIELDS
            kept += self.fields[start:end]
            start = end + _FIELDS
            taken.append(Record(*self.fields[end:start]))
        kept += self.fields[start:]
        self.fields = kept
        return taken
