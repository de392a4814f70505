"""The two sheets of errors printed in the guide ("Correct File Errors"), to the letter."""

import pytest

from cvms import intake
from cvms.uploads.letters import error_file
from tests import make

pytestmark = pytest.mark.django_db

FIRST = "\r\n".join(
    [
        "FirstName,LastName,PersonEmail,Error",
        *(
            f"Kristin{n},Test,kristin{n}test@mailinator.example,"
            f"Line {n}: Email Address is duplicate"
            for n in range(1, 9)
        ),
        "Kristin9,Test,,Line 9: Email Address is blank",
        ",Test,,Line 10: First Name is blank Email Address is blank",
        "Kristin11,,,Line 11: Last Name is blank Email Address is blank",
        "",
    ]
)
SECOND = "\r\n".join(
    [
        "FirstName,LastName,PersonEmail,Error",
        ",TestLoadE2ERecip2,Nicholas.NoEmail@company.email2.example,Line 2: First Name is blank",
        "Nicholas,,Nicholas.NoEmail@company.email3.example,Line 3: Last Name is blank",
        "Nicholas,TestLoadE2ERecip4,,Line 4: Email Address is blank",
        "Nicholas,TestLoadE2ERecip5,bademail,Line 5: Email Address is invalid",
        "",
    ]
)


def test_the_guides_first_error_sheet_comes_out_exactly(organization):
    # Given eight people who are in the system already
    known = [(f"Kristin{n}", "Test", f"kristin{n}test@mailinator.example") for n in range(1, 9)]
    make.loaded(organization, *known)

    # When they are uploaded again with the sheet's three incomplete records
    incomplete = [("Kristin9", "Test", ""), ("", "Test", ""), ("Kristin11", "", "")]
    upload = make.loaded(organization, *known, *incomplete)

    # Then the error file is the sheet
    assert error_file(upload).decode("utf-8-sig") == FIRST


def test_the_guides_second_error_sheet_comes_out_exactly(organization):
    # Given a file whose first record is good and whose next four are the sheet's
    people = [
        ("Nicholas", "Good", "nicholas@company.email1.example"),
        ("", "TestLoadE2ERecip2", "Nicholas.NoEmail@company.email2.example"),
        ("Nicholas", "", "Nicholas.NoEmail@company.email3.example"),
        ("Nicholas", "TestLoadE2ERecip4", ""),
        ("Nicholas", "TestLoadE2ERecip5", "bademail"),
    ]

    upload = make.loaded(organization, *people)

    assert error_file(upload).decode("utf-8-sig") == SECOND


def test_a_sheet_uploaded_as_it_is_has_its_error_column_ignored():
    report = intake.read(SECOND.encode("utf-8-sig"), "errors.csv")

    assert report.ignored_columns == ["Error"]
    assert [rejection.errors for rejection in report.rejected] == [
        (intake.Code.FIRST_NAME_BLANK,),
        (intake.Code.LAST_NAME_BLANK,),
        (intake.Code.EMAIL_BLANK,),
        (intake.Code.EMAIL_INVALID,),
    ]
