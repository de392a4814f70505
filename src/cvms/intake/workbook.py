"""Rows of a workbook (.xlsx, .xls, .ods), unpacked in a process with limits of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer
from typing import IO, cast

from cvms.intake.codes import ProblemCode
from cvms.intake.headings import NO_CELLS, PEOPLE, Columns, Search, find
from cvms.intake.statements import Refused, refusal

Line = str | list[str]  # a sheet's name, or one of its rows

_UNPACK = [sys.executable, "-I", str(Path(__file__).with_name("unpack_workbook.py"))]
_SECONDS = 20
_PROBLEMS = {
    "encrypted": refusal(ProblemCode.ENCRYPTED).problem,
    "too-large": refusal(ProblemCode.TOO_LARGE, reason="cells").problem,
    "broken": refusal(ProblemCode.BROKEN, reason="workbook").problem,
}


@contextmanager
def open_sheet(
    data: bytes, columns: Columns = PEOPLE
) -> Iterator[tuple[Search, Iterator[list[str]]]]:
    """What looking for the headings gave, and the rows below them.

    It is the first visible sheet that has the headings, or the one that comes nearest.
    """
    with _unpacking(data) as lines:
        yield _choose(lines, columns)


def _choose(lines: Iterator[Line], columns: Columns) -> tuple[Search, Iterator[list[str]]]:
    best = NO_CELLS
    sheet = _Sheet(lines)
    while not best.headings and sheet.next():
        best = max(best, find(sheet.rows(), columns), key=lambda search: search.score)
    return best, sheet.rows()


class _Sheet:
    """Steps through the sheets in one stream of names and rows."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._at_the_next = False

    def next(self) -> bool:
        """Go to the next sheet; False where there is none."""
        found = self._at_the_next or any(isinstance(line, str) for line in self._lines)
        self._at_the_next = False
        return found

    def rows(self) -> Iterator[list[str]]:
        """The rows not yet read of this sheet."""
        if self._at_the_next:
            return
        for line in self._lines:
            if isinstance(line, str):
                self._at_the_next = True
                return
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
        if isinstance(line, dict):
            raise Refused(_PROBLEMS[line["error"]])
        yield line
    status = process.wait()
    if status != 0:
        ended_by_a_limit = status < 0
        raise Refused(_PROBLEMS["too-large" if ended_by_a_limit else "broken"])


def _parsed(text: bytes) -> Line | dict[str, str]:
    """One line; half a line means that the process was ended while it wrote."""
    try:
        return cast("Line", json.loads(text))
    except ValueError:
        return {"error": "too-large"}
