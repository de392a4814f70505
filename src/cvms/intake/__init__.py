"""Read any list of people that a point of contact has, check it and explain each problem.

No Django, no database: bytes in, a `Report` out. See docs/intake.md.
"""

from cvms.intake.addresses import email_key, refuse_endings
from cvms.intake.cells import clean, safe_cell
from cvms.intake.checks import ANY_NAME, Person, check_person, error_cell, reasons
from cvms.intake.codes import Code, NoticeCode, ProblemCode
from cvms.intake.headings import Columns
from cvms.intake.limits import Limits
from cvms.intake.mentions import mentions
from cvms.intake.names import fits_a_letter
from cvms.intake.peek import FirstRows, first_rows
from cvms.intake.reading import read
from cvms.intake.report import Record, Rejection, Report
from cvms.intake.roles import Choices, Layout, Role
from cvms.intake.rows import Row, Rows, read_rows
from cvms.intake.statements import (
    Language,
    Notice,
    Problem,
    notice_sentence,
    problem_sentence,
)
from cvms.intake.suggest import suggest_email
from cvms.intake.writing import csv_file, error_file, list_file, people_file, template

__all__ = [
    "ANY_NAME",
    "Choices",
    "Code",
    "Columns",
    "FirstRows",
    "Language",
    "Layout",
    "Limits",
    "Notice",
    "NoticeCode",
    "Person",
    "Problem",
    "ProblemCode",
    "Record",
    "Rejection",
    "Report",
    "Role",
    "Row",
    "Rows",
    "check_person",
    "clean",
    "csv_file",
    "email_key",
    "error_cell",
    "error_file",
    "first_rows",
    "fits_a_letter",
    "list_file",
    "mentions",
    "notice_sentence",
    "people_file",
    "problem_sentence",
    "read",
    "read_rows",
    "reasons",
    "refuse_endings",
    "safe_cell",
    "suggest_email",
    "template",
]
