"""Goes through the rows below the headings: which are records, which of them are good."""

import re
import sys
from collections.abc import Iterator
from operator import itemgetter

from cvms.intake.addresses import plain_email
from cvms.intake.bounds import FIRST_NAME_LIMIT, LAST_NAME_LIMIT, LOCAL_PART_LIMIT
from cvms.intake.cells import SPACES, clean
from cvms.intake.checks import check_person
from cvms.intake.codes import ProblemCode
from cvms.intake.duplicates import settle
from cvms.intake.headings import Headings
from cvms.intake.limits import Limits
from cvms.intake.report import Record, Rejection, Report
from cvms.intake.statements import refusal

# Names and addresses that need no cleaning and nothing more to be known as good: nearly all of
# them, so a list costs little more than splitting it.
_plain_name = re.compile(r"[A-Za-z]+(?:[ '-][A-Za-z]+)*").fullmatch


def judge(rows: Iterator[list[str]], headings: Headings, limits: Limits, report: Report) -> None:
    """Put every record into the report as good or rejected, in the order of the file.

    Raises Refused for a file without records, and for one with too many; these are counted to
    the end of the file, but not kept.
    """
    judging = _Judging(headings)
    lined = enumerate(rows, 1)
    if judging.up_to(sys.maxsize if limits.records is None else limits.records, lined):
        report.records = judging.kept() + 1
        report.records += sum(not judging.is_blank(row) for _, row in lined)
        raise refusal(ProblemCode.TOO_MANY_RECORDS, count=report.records, limit=limits.records)
    report.records = judging.kept()
    if not report.records:
        raise refusal(ProblemCode.NO_RECORDS)
    report.good, report.rejected = settle(judging.good, judging.rejected, judging.keys)


class _Judging:
    """The records of one file so far, each judged by itself, and the keys of the rejected ones."""

    def __init__(self, headings: Headings) -> None:
        self.columns = headings.columns
        self.error_columns = headings.error_columns
        self.good: list[Record] = []
        self.rejected: list[Rejection] = []
        self.keys: list[str] = []

    def kept(self) -> int:
        return len(self.good) + len(self.rejected)

    def up_to(self, limit: int, lined: Iterator[tuple[int, list[str]]]) -> bool:
        """Judge at most `limit` records; whether there is one more, which is then taken."""
        pick, padding = itemgetter(*self.columns), [""] * (max(self.columns) + 1)
        keep, is_plain_email = self.good.append, plain_email()
        for line, row in lined:
            if line > limit and self.kept() >= limit and not self.is_blank(row):
                return True
            first, last, email = pick(row) if len(row) >= len(padding) else pick(row + padding)
            if (
                len(first) <= FIRST_NAME_LIMIT
                and len(last) <= LAST_NAME_LIMIT
                and len(email) <= LOCAL_PART_LIMIT
                and ((first.isascii() and first.isalpha()) or _plain_name(first))
                and ((last.isascii() and last.isalpha()) or _plain_name(last))
                and is_plain_email(email)
            ):
                key = email.lower()
                keep(Record(line, first, last, email, email if key == email else key))
            else:
                self.look_closely(line, row, (first, last, email))
        return False

    def look_closely(self, line: int, row: list[str], cells: tuple[str, str, str]) -> None:
        """Judge a row that is not plainly good: blank, to be cleaned, or wrong."""
        if not "".join(row).strip(SPACES):
            return
        person = check_person(*cells)
        if not any(person[:3]) and self.is_blank(row):
            return
        if person.errors:
            self.rejected.append(Rejection(line, *person[:3], person.errors))
            self.keys.append(person.email_key)
        else:
            self.good.append(Record(line, *person[:4]))

    def is_blank(self, row: list[str]) -> bool:
        """Whether no cell is filled, save the Error column that the error file brought along."""
        cells = row
        if self.error_columns:
            cells = [cell for i, cell in enumerate(row) if i not in self.error_columns]
        text = "".join(cells).strip(SPACES)
        return not text or (not text.isascii() and not any(map(clean, cells)))
