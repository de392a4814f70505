"""Every check and every refusal: its stable code and its one sentence.

The sentences of `Code` that the user guide prints are the guide's own ("CVMS Organization Portal
User Guide", version 2, "Correct File Errors"); the others follow their pattern.
"""

from enum import StrEnum
from typing import NamedTuple


class Code(StrEnum):
    """What can be wrong with one record, in the order in which the reasons are given."""

    FIRST_NAME_BLANK = "first-name-blank"
    LAST_NAME_BLANK = "last-name-blank"
    EMAIL_BLANK = "email-blank"
    FIRST_NAME_INVALID = "first-name-invalid"
    LAST_NAME_INVALID = "last-name-invalid"
    FIRST_NAME_TOO_LONG = "first-name-too-long"
    LAST_NAME_TOO_LONG = "last-name-too-long"
    EMAIL_INVALID = "email-invalid"
    EMAIL_DUPLICATE = "email-duplicate"


class ProblemCode(StrEnum):
    """Why a whole file is refused."""

    EMPTY = "empty"
    NO_RECORDS = "no-records"
    MISSING_COLUMN = "missing-column"
    REPEATED_COLUMN = "repeated-column"
    NO_HEADINGS = "no-headings"
    TOO_MANY_RECORDS = "too-many-records"
    TOO_LARGE = "too-large"
    NOT_A_SPREADSHEET = "not-a-spreadsheet"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"


class Problem(NamedTuple):
    """Why a file is refused: a stable code, and one sentence or two that say what to do."""

    code: ProblemCode
    message: str


class Refused(Exception):  # noqa: N818 - a refusal is an answer about the file, not an error of ours
    """Raised while reading, and turned into the report's problem by `read`."""

    def __init__(self, problem: Problem) -> None:
        """Carry the problem to report."""
        super().__init__(problem.message)
        self.problem = problem


FIRST_NAME_LIMIT = 40
LAST_NAME_LIMIT = 80
EMAIL_LIMIT = 254  # RFC 5321 section 4.5.3.1.3: a path is 256 octets with its angle brackets
LOCAL_PART_LIMIT = 64  # RFC 5321 section 4.5.3.1.1
TITLE_ROWS = 10
COLUMN_LIMIT = 16_384  # as many as a spreadsheet has
CELL_LIMIT = 131_072  # the csv module's own limit, four times what a spreadsheet's cell holds
UNPACKED_LIMIT = 50 * 2**20

SENTENCES = {
    Code.FIRST_NAME_BLANK: "First Name is blank",
    Code.LAST_NAME_BLANK: "Last Name is blank",
    Code.EMAIL_BLANK: "Email Address is blank",
    Code.FIRST_NAME_INVALID: "First Name is invalid",
    Code.LAST_NAME_INVALID: "Last Name is invalid",
    Code.FIRST_NAME_TOO_LONG: "First Name is too long",
    Code.LAST_NAME_TOO_LONG: "Last Name is too long",
    Code.EMAIL_INVALID: "Email Address is invalid",
    Code.EMAIL_DUPLICATE: "Email Address is duplicate",
}

_NAME_ADVICE = "it has a web address, an @, a < or >, or a character that cannot be printed"

ADVICE = {
    Code.FIRST_NAME_BLANK: "fill in the first name",
    Code.LAST_NAME_BLANK: "fill in the last name",
    Code.EMAIL_BLANK: "fill in the email address",
    Code.FIRST_NAME_INVALID: f"{_NAME_ADVICE}; type the name alone",
    Code.LAST_NAME_INVALID: f"{_NAME_ADVICE}; type the name alone",
    Code.FIRST_NAME_TOO_LONG: f"use at most {FIRST_NAME_LIMIT} characters",
    Code.LAST_NAME_TOO_LONG: f"use at most {LAST_NAME_LIMIT} characters",
    Code.EMAIL_INVALID: "write it as name@example.com, one address, with no spaces",
    Code.EMAIL_DUPLICATE: "the first record with this address is kept; give each person their own",
}

TWO_SENTENCES = "{what} {hint}"

PROBLEMS = {
    ProblemCode.EMPTY: (
        "The file is empty. Fill in the template's columns First Name, Last Name and Email, "
        "save it, and choose it again."
    ),
    ProblemCode.NO_RECORDS: (
        "The file has headings but no people below them. "
        "Add one row for each person and choose the file again."
    ),
    ProblemCode.MISSING_COLUMN: (
        "No column has the heading {missing}; the headings found are {found}. "
        "Add a column with that heading, or rename the one that holds it."
    ),
    ProblemCode.REPEATED_COLUMN: (
        "The file has more than one {repeated} column: {found}. Keep one and delete the others."
    ),
    ProblemCode.NO_HEADINGS: (
        "No row with the headings First Name, Last Name and Email was found in the first "
        "{rows} rows; the first row reads {found}. Put the headings above the list."
    ),
    ProblemCode.TOO_MANY_RECORDS: (
        "The file has {count:,} records, and the limit is {limit:,}. {hint}"
    ),
    ProblemCode.TOO_LARGE: TWO_SENTENCES,
    ProblemCode.NOT_A_SPREADSHEET: (
        "This is {what}, not a list that can be read. "
        "Save the list as a CSV file or an Excel workbook (.xlsx) and choose that."
    ),
    ProblemCode.ENCRYPTED: (
        "The file is protected with a password. "
        "Save a copy without the password and choose the copy."
    ),
    ProblemCode.BROKEN: TWO_SENTENCES,
}

MEANINGS = {
    ProblemCode.EMPTY: "nothing is in it",
    ProblemCode.NO_RECORDS: "there are headings, and nobody below them",
    ProblemCode.MISSING_COLUMN: "a heading is not there; the message names it and what is",
    ProblemCode.REPEATED_COLUMN: "a heading is there twice; the message names both",
    ProblemCode.NO_HEADINGS: "no row of headings in the first 11 rows",
    ProblemCode.TOO_MANY_RECORDS: "more records than the limit; the message counts them",
    ProblemCode.TOO_LARGE: "more bytes, columns or cells than can be read",
    ProblemCode.NOT_A_SPREADSHEET: "a picture, PDF, document or other file that is no list",
    ProblemCode.ENCRYPTED: "a workbook with a password",
    ProblemCode.BROKEN: "a damaged workbook, or a quotation mark that is never closed",
}

OVERSIZED_FILE = "The file is over {limit}."
OVERSIZED_UNPACKED = f"The workbook is over {UNPACKED_LIMIT // 2**20} MB once unpacked."
OVERSIZED_CELLS = "The workbook has cells too far from the list, or too many, to be read."
OVERSIZED_ROW = f"Row {{row}} has over {COLUMN_LIMIT:,} columns."
OVERSIZED_CELL = f"A cell in row {{row}} has over {CELL_LIMIT:,} characters."
DAMAGED = "The workbook is damaged or incomplete."
UNCLOSED = 'A quotation mark (") opens in row {row} and is not closed before the next record.'

SPLIT = "Split the list into files of at most {limit:,} records each."
FEWER_COLUMNS = "Keep only the columns First Name, Last Name and Email, or split the list."
NEW_WORKBOOK = "Copy the three columns into a new workbook, save it, and choose that."
OPEN_AND_SAVE = "Open it in your spreadsheet program, save it again, and choose the new file."
CLOSE_IT = "Add the closing mark or delete this one, save the file, and choose it again."


def refusal(code: ProblemCode, **found: object) -> Refused:
    """The exception that refuses a file: `found` fills the blanks of the code's sentence."""
    return Refused(Problem(code, PROBLEMS[code].format(**found)))
