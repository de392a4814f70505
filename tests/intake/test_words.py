"""The words and files of the user guide, exactly."""

import pytest

from cvms import intake
from cvms.intake.catalogue import (
    ADVICE,
    MEANINGS,
    NOTICE_MEANINGS,
    NOTICES,
    PROBLEMS,
    SENTENCES,
)

GUIDE_PAGE_28 = (
    "FirstName,LastName,PersonEmail,Error\r\n"
    "Kristin1,Test,kristin1test@mail.example,Line 1: Email Address is duplicate\r\n"
    "Kristin2,Test,kristin2test@mail.example,Line 2: Email Address is duplicate\r\n"
    "Kristin3,Test,kristin3test@mail.example,Line 3: Email Address is duplicate\r\n"
    "Kristin4,Test,kristin4test@mail.example,Line 4: Email Address is duplicate\r\n"
    "Kristin5,Test,kristin5test@mail.example,Line 5: Email Address is duplicate\r\n"
    "Kristin6,Test,kristin6test@mail.example,Line 6: Email Address is duplicate\r\n"
    "Kristin7,Test,kristin7test@mail.example,Line 7: Email Address is duplicate\r\n"
    "Kristin8,Test,kristin8test@mail.example,Line 8: Email Address is duplicate\r\n"
    "Kristin9,Test,,Line 9: Email Address is blank\r\n"
    ",Test,,Line 10: First Name is blank Email Address is blank\r\n"
    "Kristin11,,,Line 11: Last Name is blank Email Address is blank\r\n"
)
GUIDE_PAGE_29 = (
    "FirstName,LastName,PersonEmail,Error\r\n"
    ",TestLoadE2ERecip2,Nicholas.NoEmail@company.email2.example,Line 2: First Name is blank\r\n"
    "Nicholas,,Nicholas.NoEmail@company.email3.example,Line 3: Last Name is blank\r\n"
    "Nicholas,TestLoadE2ERecip4,,Line 4: Email Address is blank\r\n"
    "Nicholas,TestLoadE2ERecip5,bademail,Line 5: Email Address is invalid\r\n"
)


def errors_of(*rows):
    """The error file of a list, as text without its byte order mark."""
    report = intake.read("\n".join(("FirstName,LastName,PersonEmail", *rows)).encode(), "list.csv")
    return intake.error_file(report.rejected).decode("utf-8-sig")


def test_the_error_sheet_of_page_28_comes_out_as_printed():
    rows = [f"Kristin{n},Test,kristin{n}test@mail.example" for n in range(1, 9)]
    rows += ["Kristin9,Test,", ",Test,", "Kristin11,,"]
    file = "\n".join(("First Name,Last Name,Email", *rows)).encode()
    report = intake.read(file, "list.csv")
    in_the_system_already = [
        intake.Rejection(*one[:4], (intake.Code.EMAIL_DUPLICATE,)) for one in report.good
    ]
    sheet = intake.error_file([*in_the_system_already, *report.rejected])
    assert sheet.decode("utf-8-sig") == GUIDE_PAGE_28


def test_the_error_sheet_of_page_29_comes_out_as_printed():
    rows = (
        "Ana,Abara,ana@plant.example",
        ",TestLoadE2ERecip2,Nicholas.NoEmail@company.email2.example",
        "Nicholas,,Nicholas.NoEmail@company.email3.example",
        "Nicholas,TestLoadE2ERecip4,",
        "Nicholas,TestLoadE2ERecip5,bademail",
    )
    assert errors_of(*rows) == GUIDE_PAGE_29


def test_reasons_come_in_the_guides_order_whatever_order_they_are_given_in():
    words = intake.reasons(reversed(intake.Code))
    assert words == (
        "First Name is blank Last Name is blank Email Address is blank "
        "First Name is invalid Last Name is invalid First Name is too long Last Name is too long "
        "Email Address is invalid Email Address is duplicate "
        "Email Address may be misspelled The row has more cells than headings"
    )
    both = [intake.Code.EMAIL_BLANK, intake.Code.FIRST_NAME_BLANK]
    assert intake.error_cell(10, both) == "Line 10: First Name is blank Email Address is blank"


@pytest.mark.parametrize("file", [intake.template(), intake.error_file([]), intake.people_file([])])
def test_files_open_right_in_excel(file):
    assert file.startswith(b"\xef\xbb\xbf")
    assert file.endswith(b"\r\n")


def test_the_template_has_the_three_headings():
    assert intake.template().decode("utf-8-sig") == "First Name,Last Name,Email\r\n"


def test_cells_that_a_spreadsheet_would_run_are_prefixed_in_every_file():
    risky = intake.Rejection(1, "=1+1", "+Bo", "-ana", (intake.Code.EMAIL_INVALID,))
    assert b"'=1+1,'+Bo,'-ana," in intake.error_file([risky])
    assert b"'=1+1,'@Bo,'-ana" in intake.people_file([(1, "=1+1", "@Bo", "-ana")])
    assert intake.safe_cell("\tx") == "'\tx"
    assert intake.safe_cell("\rx") == "'\rx"
    assert intake.safe_cell("O'Neil=") == "O'Neil="


def test_every_code_has_its_sentence_its_advice_and_its_line_of_help():
    assert set(SENTENCES) == set(ADVICE) == set(intake.Code)
    assert {code for code, _ in PROBLEMS} == set(MEANINGS) == set(intake.ProblemCode)
    assert set(NOTICES) == set(NOTICE_MEANINGS) == set(intake.NoticeCode)
