"""A list with columns of the caller's own is read by the same rules as a list of people."""

import pytest

from cvms import intake

COLUMNS = intake.Columns(
    ("Plant", "Email"), {"plant": "Plant", "site": "Plant", "email": "Email", "mail": "Email"}
)


@pytest.mark.parametrize(
    "text",
    [
        "Plant,Email\nNorth,a@north.example\n",
        "sep=;\nE-Mail;Site\na@north.example;North\n".replace("E-Mail", "Mail"),
        "A list\n\nSite\tRegion\tMail\nNorth\tWest\ta@north.example\n",
    ],
)
def test_headings_in_any_order_and_separator_are_found(text: str) -> None:
    found = intake.read_rows(text.encode(), "plants.csv", COLUMNS)
    assert found.problem is None
    assert found.rows == [(1, ("North", "a@north.example"))]


def test_blank_rows_count_as_lines_and_an_error_column_is_left_out() -> None:
    text = "Plant,Email,Error\n,,Line 1: wrong\nNorth,a@north.example,\nSouth\n"
    found = intake.read_rows(text.encode(), "plants.csv", COLUMNS)
    assert found.rows == [(2, ("North", "a@north.example")), (3, ("South", ""))]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("", "empty", "Plant and Email"),
        ("Plant,Email\n", "no-records", "no people below them"),
        ("Plant,Name\nNorth,Ann\n", "missing-column", "No column has the heading Email"),
        ("Plant,Site,Email\nA,B,c@d.example\n", "repeated-column", "more than one Plant column"),
        ("x,y\n1,2\n", "no-headings", "the headings Plant and Email was found"),
        ("Plant,Email\n" + "A,b@c.example\n" * 5, "too-many-records", "5 records"),
    ],
)
def test_a_file_is_refused_whole_in_words_of_these_columns(
    text: str, code: str, words: str
) -> None:
    found = intake.read_rows(text.encode(), "plants.csv", COLUMNS, intake.Limits(records=3))
    assert found.problem is not None
    assert found.problem.code == code
    assert words in found.problem.message
    assert found.rows == []
