"""The stable codes of everything that the engine reports about a file or a record."""

from enum import StrEnum


class Code(StrEnum):
    """What can be wrong with one record, in the order in which the reasons are listed."""

    FIRST_NAME_BLANK = "first-name-blank"
    LAST_NAME_BLANK = "last-name-blank"
    EMAIL_BLANK = "email-blank"
    FIRST_NAME_INVALID = "first-name-invalid"
    LAST_NAME_INVALID = "last-name-invalid"
    FIRST_NAME_TOO_LONG = "first-name-too-long"
    LAST_NAME_TOO_LONG = "last-name-too-long"
    EMAIL_INVALID = "email-invalid"
    EMAIL_DUPLICATE = "email-duplicate"
    EMAIL_MISSPELLED = "email-misspelled"  # only by `Report.hold_back`; reading accepts it
    ROW_TOO_LONG = "row-too-long"


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


class NoticeCode(StrEnum):
    """What was read with a doubt, or not read."""

    IGNORED_COLUMNS = "ignored-columns"
    COLUMN_WITHOUT_HEADING = "column-without-heading"
    ENCODING_GUESSED = "encoding-guessed"
    ENCODING_MIXED = "encoding-mixed"
    ENCODED_TWICE = "encoded-twice"
    RECORD_IN_A_CELL = "record-in-a-cell"
    OTHER_SHEETS = "other-sheets"
    EMPTY_SHEETS = "empty-sheets"
    SHEETS_NOT_READ = "sheets-not-read"
    HIDDEN_ROWS = "hidden-rows"
    NAMES_SPLIT = "names-split"
    MISSPELLED_DOMAINS = "misspelled-domains"
