"""Read the rows of a workbook (.xlsx, .xls, .ods), which a subprocess with limits unpacks."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import chain, islice, repeat
from pathlib import Path
from threading import Timer
from typing import IO, Any, cast

from cvms.intake.cells import SPACES
from cvms.intake.codes import NoticeCode, ProblemCode
from cvms.intake.headings import NO_CELLS, Search
from cvms.intake.roles import Choices, has_addresses
from cvms.intake.statements import Notice, Refused, refusal

Line = dict[str, Any] | list[str]  # the properties of a sheet, or one of its rows
Look = Callable[[Iterator[list[str]]], Search]

_UNPACK = [sys.executable, "-I", str(Path(__file__).with_name("unpack_workbook.py"))]
_SECONDS = 20  # elapsed time for one workbook
_LOOKED_AT = 50  # rows of each other sheet that are searched for people
_PROBLEMS = {
    "encrypted": refusal(ProblemCode.ENCRYPTED).problem,
    "too-large": refusal(ProblemCode.TOO_LARGE, reason="cells").problem,
    "broken": refusal(ProblemCode.BROKEN, reason="workbook").problem,
}


@dataclass(slots=True)
class Sheets:
    """One workbook while it is read: the chosen sheet, and what was found in the others."""

    search: Search
    rows: Iterator[list[str]]
    chosen: str = ""
    others: list[str] = field(default_factory=list)  # names of sheets that have people too
    empty: list[str] = field(default_factory=list)  # names of sheets that have only headings
    hidden_rows: int = 0  # how many filled rows of the chosen sheet are hidden
    rest: "_Stream | None" = None

    def notices(self) -> list[Notice]:
        """Return notices of other sheets and hidden rows; call it once all rows were read."""
        notices = []
        if self.hidden_rows:
            notices.append(Notice(NoticeCode.HIDDEN_ROWS, {"count": self.hidden_rows}))
        readable = self._look_at_the_rest()
        if self.others:
            params = {"sheet": self.chosen, "sheets": self.others}
            notices.append(Notice(NoticeCode.OTHER_SHEETS, params))
        if self.empty:
            params = {"sheet": self.chosen, "sheets": self.empty}
            notices.append(Notice(NoticeCode.EMPTY_SHEETS, params))
        if not readable:
            notices.append(Notice(NoticeCode.SHEETS_NOT_READ, {"sheet": self.chosen}))
        return notices

    def _look_at_the_rest(self) -> bool:
        """Look for people in the sheets that follow; return False if they cannot be read."""
        try:
            while self.rest and self.rest.next():
                if _has_people(self.rest):
                    self.others.append(self.rest.name)
        except Refused:
            return False
        return True


@contextmanager
def open_sheet(data: bytes, look: Look, choices: Choices) -> Iterator[Sheets]:
    """Open a workbook and choose the sheet to read.

    It is the one that a person named, or the first visible one with headings and people, or else
    the one in which the search for headings scored best.
    """
    with _unpacking(data) as lines:
        yield _choose(_Stream(lines), look, choices)


def _choose(stream: "_Stream", look: Look, choices: Choices) -> Sheets:
    best = Sheets(NO_CELLS, iter(()))
    others: list[str] = []
    empty: list[str] = []
    while stream.next():
        if stream.hidden if choices.sheet is None else stream.name != choices.sheet:
            if _has_people(stream):
                others.append(stream.name)
            continue
        found = Sheets(NO_CELLS, iter(()), stream.name, others, empty)
        rows = _rows_of(stream, found, choices)
        found.search = look(rows)
        found.hidden_rows = 0  # those above the headings do not count
        people = _below(chain(found.search.ahead, rows)) if found.search.headings else None
        if people is not None:
            found.rows, found.rest = people, stream
            return found
        if found.search.headings:
            empty.append(stream.name)
        best = max(best, found, key=lambda one: one.search.score)
    if choices.sheet is not None and best.chosen != choices.sheet:
        raise refusal(ProblemCode.NO_RECORDS, reason="sheet", sheet=choices.sheet)
    return best


def _rows_of(stream: "_Stream", found: Sheets, choices: Choices) -> Iterator[list[str]]:
    """Yield the rows of the current sheet; count hidden ones, or blank them if not wanted."""
    for number, row in enumerate(stream.rows(), 1):
        if number not in stream.hidden_rows or _is_blank(row):
            yield row
        elif choices.hidden_rows:
            found.hidden_rows += 1
            yield row
        else:
            yield []


def _below(rows: Iterator[list[str]]) -> Iterator[list[str]] | None:
    """Return the same rows if one of them is filled, else None."""
    for blanks, row in enumerate(rows):
        if not _is_blank(row):
            return chain(repeat([], blanks), [row], rows)
    return None


def _is_blank(row: list[str]) -> bool:
    return not "".join(row).strip(SPACES)


def _has_people(stream: "_Stream") -> bool:
    return has_addresses(list(islice(stream.rows(), _LOOKED_AT)))


class _Stream:
    """Step through the sheets in the subprocess's output."""

    name = ""
    hidden = False
    hidden_rows: frozenset[int] = frozenset()

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._ahead: dict[str, Any] | None = None

    def next(self) -> bool:
        """Go to the next sheet; return False if there is none."""
        while self._ahead is None:
            line = next(self._lines, None)
            if line is None:
                return False
            self._ahead = line if isinstance(line, dict) else None
        self.name, self.hidden = self._ahead["sheet"], self._ahead["hidden"]
        self.hidden_rows = frozenset(self._ahead["hidden_rows"])
        self._ahead = None
        return True

    def rows(self) -> Iterator[list[str]]:
        """Yield the rest of this sheet's rows."""
        while self._ahead is None:
            line = next(self._lines, None)
            if line is None:
                return
            if isinstance(line, dict):
                self._ahead = line
            else:
                yield line


@contextmanager
def _unpacking(data: bytes) -> Iterator[Iterator[Line]]:
    with subprocess.Popen(  # noqa: S603 - our own file, with no argument from outside
        _UNPACK, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        timer = Timer(_SECONDS, process.kill)
        timer.start()
        try:
            yield _lines(process, data)
        finally:
            timer.cancel()
            process.kill()


def _lines(process: "subprocess.Popen[bytes]", data: bytes) -> Iterator[Line]:
    stdin, stdout = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
    with suppress(BrokenPipeError):
        stdin.write(data)
    with suppress(BrokenPipeError):
        stdin.close()
    for text in stdout:
        line = _parsed(text)
        if isinstance(line, dict) and "error" in line:
            raise Refused(_PROBLEMS[line["error"]])
        yield line
    status = process.wait()
    if status != 0:
        ended_by_a_limit = status < 0
        raise Refused(_PROBLEMS["too-large" if ended_by_a_limit else "broken"])


def _parsed(text: bytes) -> Line:
    """Parse one line; half a line means that the process was killed while writing."""
    try:
        return cast("Line", json.loads(text))
    except ValueError:
        return {"error": "too-large"}
