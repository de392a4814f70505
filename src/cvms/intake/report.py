"""The result of reading one file: its records, or why it is refused."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from heapq import merge
from operator import attrgetter
from typing import Any, NamedTuple

from cvms.intake.catalogue import SENTENCES
from cvms.intake.codes import Code
from cvms.intake.statements import Notice, Problem


class Record(NamedTuple):
    """A person who can be loaded. `line` counts rows below the headings, from 1."""

    line: int
    first_name: str
    last_name: str
    email: str
    email_key: str


class Rejection(NamedTuple):
    """A record that cannot be loaded, and why.

    `earlier_line` is the line that already has the address, when that is one of the reasons.
    """

    line: int
    first_name: str
    last_name: str
    email: str
    errors: tuple[Code, ...]
    earlier_line: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the record as `cvms check --json` prints it; errors are the guide's sentences."""
        return {
            "line": self.line,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "email": self.email,
            "errors": [SENTENCES[code] for code in self.errors],
            "codes": [str(code) for code in self.errors],
        }


@dataclass(slots=True)
class Report:
    """Either the records of a file, good and rejected, or the problem for which it is refused.

    `format` is csv, xlsx, xls or ods, or None if the file is none of them; `encoding` is a name
    such as utf-8 or windows-1252 for text, else None. `records` is the number of records found; a
    report of too many has that number, but no records. `notices` are what was read with a doubt, or
    not read. `suggestions` maps lines to the address that was probably meant, for good records
    whose domain looks misspelled: the caller asks before inviting them.
    """

    file: str
    format: str | None = None
    encoding: str | None = None
    records: int = 0
    good: list[Record] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    ignored_columns: list[str] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    suggestions: dict[int, str] = field(default_factory=dict)
    problem: Problem | None = None

    def hold_back(self, right: Collection[int]) -> None:
        """Reject the good records that have a suggestion, except those on lines in `right`."""
        held = {
            record for record in self.good if record.line in self.suggestions.keys() - set(right)
        }
        self.good = [record for record in self.good if record not in held]
        now_rejected = (Rejection(*record[:4], (Code.EMAIL_MISSPELLED,)) for record in held)
        self.rejected = sorted([*self.rejected, *now_rejected], key=attrgetter("line"))

    def rows_in_order(self) -> Iterator[Record | Rejection]:
        """Yield every record, good or rejected, by line."""
        return merge(self.good, self.rejected, key=attrgetter("line"))

    def as_json(self) -> dict[str, Any]:
        """Return the object that `cvms check --json` prints."""
        return {
            "file": self.file,
            "format": self.format,
            "encoding": self.encoding,
            "records": self.records,
            "accepted": len(self.good),
            "ignored_columns": self.ignored_columns,
            "notices": [notice.as_json() for notice in self.notices],
            "rejected": [rejection.as_json() for rejection in self.rejected],
            "problem": self.problem and self.problem.as_json(),
        }
