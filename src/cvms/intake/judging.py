"""Decide for each row below the headings whether it is a record, and whether it is good."""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from operator import itemgetter

from cvms.intake.addresses import plain_email
from cvms.intake.bounds import FIRST_NAME_LIMIT, LAST_NAME_LIMIT, LOCAL_PART_LIMIT
from cvms.intake.cells import SPACES, clean
from cvms.intake.checks import check_person
from cvms.intake.codes import Code, NoticeCode, ProblemCode
from cvms.intake.duplicates import settle
from cvms.intake.headings import Headings
from cvms.intake.limits import Limits
from cvms.intake.names import UNDEFINED
from cvms.intake.report import Record, Rejection, Report
from cvms.intake.residue import unwrapped
from cvms.intake.roles import SUFFIXES, is_suffix, split_name
from cvms.intake.statements import Notice, refusal

# Names and addresses that are good as they stand have a fast path. Nearly all of them are, so
# judging a list costs little more than splitting it.
# Composed Latin letters, except those that wrongly decoded UTF-8 begins with.
_LETTERS = "[A-Za-z\xc0-\xc2\xc6-\xd6\xd8-\xf6\xf8-\xff]+"
# A few digits may follow, but not the rest of an escaped letter ("Josu00e9").
_plain_name = re.compile(f"(?!.*[uU]00){_LETTERS}[0-9]{{0,4}}(?:[ '-]{_LETTERS})*").fullmatch
_LONGEST_SUFFIX = 3
_A_COLUMN = 0.9  # if this share of records has cells in the same places, they are a column
_FEW = 3
_EXAMPLES = 2

Pick = Callable[[list[str]], tuple[str, str, str]]


def judge(rows: Iterator[list[str]], headings: Headings, limits: Limits, report: Report) -> None:
    """Add every record to the report as good or rejected, in the order of the file.

    Raises Refused for a file without records or with too many; then they are counted to the end of
    the file, but not kept.
    """
    judging = _Judging(headings)
    lined = enumerate(rows, 1)
    if judging.judge_up_to(sys.maxsize if limits.records is None else limits.records, lined):
        report.records = judging.kept() + 1
        report.records += sum(not judging.is_blank(row) for _, row in lined)
        raise refusal(ProblemCode.TOO_MANY_RECORDS, count=report.records, limit=limits.records)
    report.records = judging.kept()
    if not report.records:
        raise refusal(ProblemCode.NO_RECORDS)
    judging.settle_long_rows(report)
    report.good, report.rejected = settle(judging.good, judging.rejected, judging.keys)
    if judging.split:
        report.notices.append(Notice(NoticeCode.NAMES_SPLIT, {"names": judging.split}))


class _Judging:
    """The records of one file so far, and the canonical addresses (`keys`) of the rejected ones."""

    def __init__(self, headings: Headings) -> None:
        self.headings = headings
        self.good: list[Record] = []
        self.rejected: list[Rejection] = []
        self.keys: list[str] = []
        self.long_rows: dict[int, tuple[int, ...]] = {}  # the places of surplus cells, by line
        self.shifted: set[int] = set()  # lines in which cells have surely moved
        self.split: list[str] = []

    def kept(self) -> int:
        """Return how many records were judged so far."""
        return len(self.good) + len(self.rejected)

    def judge_up_to(self, limit: int, lined: Iterator[tuple[int, list[str]]]) -> bool:
        """Judge at most `limit` records; return whether there was one more, now consumed."""
        pick, least = self._pick(), max(self.headings.columns) + 1
        keep, width, spare = self.good.append, self.headings.width, self.headings.spare
        is_plain_name, is_plain_email = _plain_name, plain_email()  # local names are faster
        for line, row in lined:
            if line > limit and self.kept() >= limit and not self.is_blank(row):
                return True
            cells = len(row)
            first, last, email = pick(row if cells >= least else row + [""] * least)
            if cells > width or spare:
                self.look_beyond(line, row, (first, last))
            if (
                len(first) <= FIRST_NAME_LIMIT
                and len(last) <= LAST_NAME_LIMIT
                and len(email) <= LOCAL_PART_LIMIT
                and ((first.isascii() and first.isalpha()) or is_plain_name(first))
                and ((last.isascii() and last.isalpha()) or is_plain_name(last))
                and email.isascii()
                and is_plain_email(key := email.lower())
                and (len(first) > _LONGEST_SUFFIX or first.lower() not in SUFFIXES)
                and UNDEFINED not in (first, last)
            ):
                keep(Record(line, first, last, email, email if key == email else key))
            else:
                self.look_closely(line, row, (first, last, email))
        return False

    def _pick(self) -> Pick:
        """Return a function that takes a person's three cells from a row that is long enough."""
        columns, full = self.headings.columns, self.headings.full
        if full is None:
            return itemgetter(*columns)
        email = columns[2]

        def pick(row: list[str]) -> tuple[str, str, str]:
            first, last = split_name(unwrapped(row[full]))
            if len(self.split) < _EXAMPLES and first:
                self.split.append(f"{first} | {last}")
            return first, last, row[email]

        return pick

    def look_closely(self, line: int, row: list[str], cells: tuple[str, str, str]) -> None:
        """Judge a row that the fast path did not accept: blank, to be cleaned, or wrong."""
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

    def look_beyond(self, line: int, row: list[str], names: tuple[str, str]) -> None:
        """Note a row with cells under no heading: a comma in a name may have moved them."""
        width = self.headings.width
        places = (*self.headings.spare, *range(width, len(row)))
        filled = tuple(place for place in places if place < len(row) and row[place].strip(SPACES))
        if filled:
            self.long_rows[line] = filled
        elif len(row) > width and any(is_suffix(clean(name)) for name in names):
            self.shifted.add(line)

    def settle_long_rows(self, report: Report) -> None:
        """Reject the rows with surplus cells, unless those form a column of their own.

        In a workbook cells cannot move, so there the surplus cells are only ignored.
        """
        [(usual, count)] = Counter(self.long_rows.values()).most_common(1) or [((), 0)]
        is_column = count >= max(_FEW, _A_COLUMN * self.kept())
        loose = {
            line
            for line, places in self.long_rows.items()
            if report.format != "csv" or (is_column and places == usual)
        }
        if loose:
            params = {"count": len(loose)}
            report.notices.append(Notice(NoticeCode.COLUMN_WITHOUT_HEADING, params))
        wrong = (self.long_rows.keys() - loose) | self.shifted
        if wrong:
            self._reject(wrong)

    def _reject(self, lines: set[int]) -> None:
        for place, rejection in enumerate(self.rejected):
            if rejection.line in lines:
                errors = (*rejection.errors, Code.ROW_TOO_LONG)
                self.rejected[place] = rejection._replace(errors=errors)
        for record in self.good:
            if record.line in lines:
                self.rejected.append(Rejection(*record[:4], (Code.ROW_TOO_LONG,)))
                self.keys.append(record.email_key)
        self.good = [record for record in self.good if record.line not in lines]

    def is_blank(self, row: list[str]) -> bool:
        """Return whether no cell is filled, except the error file's own Error column."""
        cells = row
        if self.headings.error_columns:
            errors = self.headings.error_columns
            cells = [cell for i, cell in enumerate(row) if i not in errors]
        text = "".join(cells).strip(SPACES)
        return not text or (not text.isascii() and not any(map(clean, cells)))
