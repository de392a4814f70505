"""What a person says of a file: which column is which, which sheet, and hidden rows or not."""

from pathlib import Path

import pytest

from cvms import intake
from cvms.cli import main
from cvms.intake import Choices, Layout, Role
from cvms.intake.roles import split_name

SAMPLES = Path(__file__).parent.parent / "samples"
HR = SAMPLES / "should_refuse/hr_export.csv"
LEGAL = "Legal First Name=first,Legal Last Name=last,Work Email=email"


def test_an_export_with_unknown_headings_is_quoted_and_read_with_given_columns(capfd):
    assert main(["check", str(HR)]) == 2
    out = capfd.readouterr().out
    assert 'row 4 reads "Employee ID", "Legal First Name"' in out
    assert f'--columns "{LEGAL}"' in out

    assert main(["check", str(HR), "--columns", LEGAL]) == 1
    assert "3 records: 2 good, 1 rejected" in capfd.readouterr().out


@pytest.mark.parametrize(
    "columns",
    ["", "First", "First=first", "A=first,B=first,C=email", "A=full,B=last,C=email", "A=nobody"],
)
def test_incomplete_columns_are_an_error_of_the_command(columns, capfd):
    with pytest.raises(SystemExit, match="2"):
        main(["check", str(HR), "--columns", columns])


@pytest.mark.parametrize("said", ["Worker=full,Mail=email", "1=full,2=email"])
def test_a_column_is_given_by_heading_or_number(said, tmp_path, capfd):
    path = tmp_path / "list.csv"
    path.write_text("Worker,Mail\nAnn Lee,ann@p.example\n", "utf-8")
    assert main(["check", str(path), "--columns", said]) == (0 if "Worker" in said else 1)


def test_a_list_without_headings_is_read_by_numbers():
    data = b"Ann,Lee,ann@p.example\nBo,Li,bo@p.example\n"
    roles = {"1": Role.FIRST, "2": Role.LAST, "3": Role.EMAIL}
    report = intake.read(data, "list.csv", choices=Choices(headings=roles))
    assert [record.line for record in report.good] == [1, 2]


@pytest.mark.parametrize(
    ("name", "split"),
    [
        ("Ann Lee", ("Ann", "Lee")),
        ("Lee, Ann", ("Ann", "Lee")),
        ("Ann Marie Lee", ("Ann Marie", "Lee")),
        ("John Smith Jr.", ("John", "Smith Jr.")),
        ("John Smith, III", ("John", "Smith III")),
        ("Smith, Jr., John", ("John", "Smith Jr.")),
        ("Cher", ("", "Cher")),
        ("Lee, Ann, Bo, Cy", ("", "Lee, Ann, Bo, Cy")),
    ],
)
def test_a_whole_name_is_split_at_the_comma_or_the_last_space(name, split):
    assert split_name(name) == split


def test_the_guess_prefers_legal_names_and_work_addresses():
    first = intake.first_rows(HR.read_bytes())
    assert first.guess == Layout(4, {1: Role.FIRST, 2: Role.LAST, 4: Role.EMAIL})
    assert first.rows[3][:2] == ["Employee ID", "Legal First Name"]


def test_a_missing_sheet_is_named(capfd):
    path = SAMPLES / "should_load/example_row_on_first_sheet.xlsx"
    assert main(["check", str(path), "--sheet", "My staff"]) == 0
    assert main(["check", str(path), "--sheet", "Nobody"]) == 2
    assert 'The workbook has no sheet "Nobody"' in capfd.readouterr().out


def test_leaving_out_hidden_rows_keeps_line_numbers(capfd):
    path = SAMPLES / "should_load/filtered_row_hidden.xlsx"
    report = intake.read(path.read_bytes(), "x", choices=Choices(hidden_rows=False))
    assert [record.line for record in report.good] == [1, 3]
    assert "hidden-rows" not in {notice.code for notice in report.notices}


def test_a_record_with_a_misspelled_address_is_good_unless_held_back():
    data = b"First Name,Last Name,Email\nA,B,a@gmial.com\nC,D,c@gmial.com\nE,F,e@p.example\n"
    report = intake.read(data, "list.csv")
    assert len(report.good) == 3
    assert report.suggestions == {1: "a@gmail.com", 2: "c@gmail.com"}

    report.hold_back(right=[2])

    assert [record.line for record in report.good] == [2, 3]
    assert [(one.line, one.errors) for one in report.rejected] == [
        (1, (intake.Code.EMAIL_MISSPELLED,))
    ]
