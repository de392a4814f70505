"""The English sentences for every code: what is wrong, and what to do about it.

The sentences of `Code` that the user guide prints are the guide's own ("CVMS Organization Portal
User Guide", version 2, "Correct File Errors"); the others follow their pattern. `statements` fills
in the placeholders; a translation has the same placeholders.
"""

from typing import NamedTuple

from cvms.intake.bounds import (
    CELL_LIMIT,
    COLUMN_LIMIT,
    FIRST_NAME_LIMIT,
    LAST_NAME_LIMIT,
    UNPACKED_LIMIT,
)
from cvms.intake.codes import Code, NoticeCode, ProblemCode

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
    Code.EMAIL_MISSPELLED: "Email Address may be misspelled",
    Code.ROW_TOO_LONG: "The row has more cells than headings",
}

_NAME_ADVICE = (
    "it has no letter or digit, a web address, a telephone number, an @, a < or >, a sign that no "
    "name has, or what a program left there (#N/A, a formula, an empty field of a form letter, a "
    "date such as 5-Dec, a list number)"
)

ADVICE = {
    Code.FIRST_NAME_BLANK: "fill in the first name",
    Code.LAST_NAME_BLANK: "fill in the last name",
    Code.EMAIL_BLANK: "fill in the email address",
    Code.FIRST_NAME_INVALID: f"{_NAME_ADVICE}; type the name alone",
    Code.LAST_NAME_INVALID: f"{_NAME_ADVICE}; type the name alone",
    Code.FIRST_NAME_TOO_LONG: f"use at most {FIRST_NAME_LIMIT} characters",
    Code.LAST_NAME_TOO_LONG: f"use at most {LAST_NAME_LIMIT} characters",
    Code.EMAIL_INVALID: (
        "write it as name@example.com, one address, with no spaces; mail cannot reach .local and "
        "other names of a network of your own"
    ),
    Code.EMAIL_DUPLICATE: "the first record with this address is kept; give each person their own",
    Code.EMAIL_MISSPELLED: "it is nearly at a large mail service; correct or confirm it",
    Code.ROW_TOO_LONG: (
        "everything behind a comma in a name has moved; put the cell in quotation marks"
    ),
}


class Words(NamedTuple):
    """Why a file is refused, and what to do; either may have placeholders."""

    what: str
    advice: str


_FEWER_COLUMNS = "Keep only the columns {wanted}, or split the list."
_NEW_WORKBOOK = "Copy the three columns into a new workbook, save it, and choose that."

# Keyed by code and, where a code has several sentences, by the problem's parameter `reason`.
PROBLEMS = {
    (ProblemCode.EMPTY, ""): Words(
        "The file is empty.",
        "Fill in the template's columns {wanted}, save it, and choose it again.",
    ),
    (ProblemCode.NO_RECORDS, ""): Words(
        "The file has headings but no people below them.",
        "Add one row for each person and choose the file again.",
    ),
    (ProblemCode.MISSING_COLUMN, ""): Words(
        "No column has the heading {missing}; the headings found are {found}.",
        "Add a column with that heading, or rename the one that holds it.",
    ),
    (ProblemCode.REPEATED_COLUMN, ""): Words(
        "The file has more than one {repeated} column: {found}.",
        "Keep one and delete the others.",
    ),
    (ProblemCode.NO_HEADINGS, ""): Words(
        "No row with the headings {wanted} was found in the first {rows} rows; "
        "row {row} reads {found}.",
        "Put the headings above the list.",
    ),
    (ProblemCode.TOO_MANY_RECORDS, ""): Words(
        "The file has {count} records, and the limit is {limit}.",
        "Split the list into files of at most {limit} records each.",
    ),
    (ProblemCode.TOO_LARGE, "file"): Words("The file is over {size}.", _FEWER_COLUMNS),
    (ProblemCode.TOO_LARGE, "columns"): Words(
        f"Row {{row}} has over {COLUMN_LIMIT:,} columns.", _FEWER_COLUMNS
    ),
    (ProblemCode.TOO_LARGE, "cell"): Words(
        f"A cell in row {{row}} has over {CELL_LIMIT:,} characters.", _FEWER_COLUMNS
    ),
    (ProblemCode.TOO_LARGE, "unpacked"): Words(
        f"The workbook is over {UNPACKED_LIMIT // 2**20} MB once unpacked.", _NEW_WORKBOOK
    ),
    (ProblemCode.TOO_LARGE, "cells"): Words(
        "The workbook has cells too far from the list, or too many, to be read.", _NEW_WORKBOOK
    ),
    (ProblemCode.NOT_A_SPREADSHEET, ""): Words(
        "This is {what}, not a list that can be read.",
        "Save the list as a CSV file or an Excel workbook (.xlsx) and choose that.",
    ),
    (ProblemCode.NOT_A_SPREADSHEET, "encoding"): Words(
        "Some characters in this file could not be read with certainty.",
        "Save the list as “CSV UTF-8” or as an Excel workbook (.xlsx) and choose that.",
    ),
    (ProblemCode.NOT_A_SPREADSHEET, "shortcut"): Words(
        "This is a shortcut to a spreadsheet or page on the web, not the list itself.",
        "Open it, download the list as a CSV file or an Excel workbook (.xlsx), and choose that.",
    ),
    (ProblemCode.NOT_A_SPREADSHEET, "contacts"): Words(
        "This is a file of contact cards (vCard), not a list that can be read.",
        "Export the contacts as a CSV file and choose that.",
    ),
    (ProblemCode.NOT_A_SPREADSHEET, "saved-page"): Words(
        "This is a web page saved as one file (MHTML), not a list that can be read.",
        "Open it in your spreadsheet program, save it as an Excel workbook (.xlsx), "
        "and choose that.",
    ),
    (ProblemCode.NO_RECORDS, "sheet"): Words(
        "The workbook has no sheet {sheet} with headings and people below them.",
        "Choose another sheet.",
    ),
    (ProblemCode.ENCRYPTED, ""): Words(
        "The file is protected with a password.",
        "Save a copy without the password and choose the copy.",
    ),
    (ProblemCode.BROKEN, "workbook"): Words(
        "The workbook is damaged or incomplete.",
        "Open it in your spreadsheet program, save it again, and choose the new file.",
    ),
    (ProblemCode.BROKEN, "quotation-mark"): Words(
        'A quotation mark (") opens in row {row} and is not closed before the next record.',
        "Add the closing mark or delete this one, save the file, and choose it again.",
    ),
}

# Shown for a problem whose parameters were erased because they named a person.
ERASED = Words(
    "The file could not be read; what was wrong with it is no longer kept.",
    "Upload it again to see what is wrong.",
)

# What a file is if it is not a list; keyed by the problem's parameter `what`.
OTHER_FILES = {
    "archive": "a ZIP archive",
    "apple": "a Numbers, Pages or Keynote document",
    "binary": "a file of binary data, or text in an unusual encoding",
    "binary-workbook": "a binary workbook (.xlsb)",
    "compressed-archive": "a compressed archive",
    "compressed-file": "a compressed file",
    "database": "a database",
    "email": "an email message",
    "empty-archive": "an empty ZIP archive",
    "markup": "a web page or an XML document",
    "pdf": "a PDF",
    "picture": "a picture",
    "presentation": "a presentation",
    "recording": "a picture or a recording",
    "rtf": "a word processor's document",
    "web-page": "a web page",
    "word": "a Word document",
    "xml": "an XML document",
}

NOTICES = {
    NoticeCode.IGNORED_COLUMNS: "These columns are not needed and were left out: {columns}.",
    NoticeCode.COLUMN_WITHOUT_HEADING: (
        "Cells without a heading above them were left out; rows with such cells: {count}."
    ),
    NoticeCode.ENCODING_GUESSED: (
        "The file does not say how its characters are encoded; it was read as {encoding}. "
        "Check that these names are right: {names}."
    ),
    NoticeCode.ENCODING_MIXED: (
        "Some lines are encoded differently from the rest of the file. "
        "Check that these names are right: {names}."
    ),
    NoticeCode.ENCODED_TWICE: (
        "Accented letters had been saved incorrectly and were corrected. "
        "Check that these names are right: {names}."
    ),
    NoticeCode.RECORD_IN_A_CELL: (
        "A cell in row {row} holds what looks like another row of the list, which was not read. "
        "Check the quotation marks there."
    ),
    NoticeCode.OTHER_SHEETS: (
        "People were read from the sheet {sheet} only; these sheets have people too: {sheets}."
    ),
    NoticeCode.EMPTY_SHEETS: (
        "People were read from the sheet {sheet}; "
        "these sheets have headings and nobody below them: {sheets}."
    ),
    NoticeCode.SHEETS_NOT_READ: (
        "People were read from the sheet {sheet}; the sheets after it could not be checked."
    ),
    NoticeCode.HIDDEN_ROWS: "Rows that are hidden in the sheet were read too: {count}.",
    NoticeCode.NAMES_SPLIT: (
        "Whole names were split into first and last name. Check that these are right: {names}."
    ),
    NoticeCode.MISSPELLED_DOMAINS: (
        "These email addresses may be misspelled: {addresses}; records in all: {count}."
    ),
}

LAST_OF_ALL = "{some} and {last}"  # of headings that are wanted
ONE_OF_TWO = "{one} or {other}"  # of headings that are missing

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

NOTICE_MEANINGS = {
    NoticeCode.IGNORED_COLUMNS: "columns that are not First Name, Last Name or Email",
    NoticeCode.COLUMN_WITHOUT_HEADING: "cells that no heading stands above",
    NoticeCode.ENCODING_GUESSED: "not UTF-8; which encoding was taken, and names as read",
    NoticeCode.ENCODING_MIXED: "UTF-8 but for some lines, and names as read",
    NoticeCode.ENCODED_TWICE: "UTF-8 made of UTF-8, put right, and names as read",
    NoticeCode.RECORD_IN_A_CELL: "a quoted cell in which another row seems to be",
    NoticeCode.OTHER_SHEETS: "further sheets with people (--sheet NAME takes one instead)",
    NoticeCode.EMPTY_SHEETS: "earlier sheets with headings and nobody below them",
    NoticeCode.SHEETS_NOT_READ: "further sheets were too large or damaged to look at",
    NoticeCode.HIDDEN_ROWS: "hidden or filtered rows were read (--without-hidden-rows)",
    NoticeCode.NAMES_SPLIT: "whole names that were split, as --columns asked",
    NoticeCode.MISSPELLED_DOMAINS: "addresses at nearly the domain of a large mail service",
}
