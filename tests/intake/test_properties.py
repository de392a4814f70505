"""What holds for every list, every encoding and every file."""

import csv
import io
import itertools

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from cvms import intake

HEADINGS = ("First Name", "Last Name", "Email")
BYTES_OF = {
    "utf-8": "utf-8",
    "utf-8 with mark": "utf-8-sig",
    "utf-16": "utf-16",
    "windows-1252": "cp1252",
}
# Not what is unwrapped or mended on purpose: see test_residue and test_encodings.
letters = st.characters(codec="utf-8", exclude_characters='\x00@\\&"')
names = st.text(letters, max_size=50) | st.sampled_from(
    ["Ana", "O'Neil", "", " ", "'=Bo", "-", 'Ana "Annie"']
)
addresses = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=12
) | st.builds(
    "{}@{}.example".format, st.sampled_from("abcABC"), st.sampled_from(["plant", "bücher", "x..y"])
)
# In the files that we write ourselves, every cell is read back as it is, whatever it looks like.
odd_names = names | st.text(st.sampled_from("\\\"'Nn,;\tx \n"), max_size=8)
people = st.lists(st.tuples(names, names, addresses), min_size=1, max_size=12)


def written(rows, delimiter, end, encoding):
    """A file as a spreadsheet program writes it; None where the encoding has no such letters."""
    out = io.StringIO(newline="")
    quoting = csv.QUOTE_MINIMAL if end == "\r\n" else csv.QUOTE_ALL
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    try:
        return out.getvalue().encode(BYTES_OF[encoding])
    except UnicodeEncodeError:
        return None


def cleaned(rows):
    """The cells that a reader should see, by line; blank rows are none."""
    cells = [intake.check_person(*row)[:3] for row in rows]
    return {line: row for line, row in enumerate(cells, 1) if any(row)}


def seen(report):
    return {row.line: tuple(row[1:4]) for row in report.rows_in_order()}


@given(
    people,
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r", "\r\n"]),
    st.sampled_from(sorted(BYTES_OF)),
)
@example([("", "\x1f", "")], ",", "\n", "utf-8")  # a control character alone is no blank
def test_a_list_reads_back_the_same_from_every_dialect_and_encoding(rows, delimiter, end, encoding):
    data = written([HEADINGS, *rows], delimiter, end, encoding)
    assume(data is not None and cleaned(rows))
    if encoding == "windows-1252" and not data.isascii():
        assume(not _is_utf8(data))
    report = intake.read(data, "list.csv")
    assume(not {"encoded-twice", "encoding-guessed"} & {one.code for one in report.notices})
    if encoding == "windows-1252" and report.problem:
        assert report.problem.params == {"reason": "encoding"}
        return
    assert report.problem is None
    assert seen(report) == cleaned(rows)
    assert report.records == len(report.good) + len(report.rejected)


@pytest.mark.parametrize(
    ("delimiter", "blanks", "begins"),
    [
        one
        for one in itertools.product(
            (",", ";", "\t", "|"), ("", " ", "\t", " \t "), ("", ",", ";", "\t", "|", " |", "'")
        )
        if one[0] not in one[1] + one[2]
    ],
)
def test_what_follows_a_cell_of_several_lines_is_the_next_cell(delimiter, blanks, begins):
    row = f'"Ann\r\nMary"{blanks}{delimiter}{begins}Lee{delimiter}ann@plant.example{blanks}'
    text = f"{delimiter.join(HEADINGS)}\r\n{row}\r\n"

    report = intake.read(text.encode(), "list.csv")

    assert report.problem is None
    assert seen(report) == cleaned([("Ann\r\nMary", f"{begins}Lee", "ann@plant.example")])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("mark", ["", '"'])
@pytest.mark.parametrize("name", ["Ann\\Mary", "\\N", "Zo\\u00eb", "\\Ann", "C:\\a\\b"])
def test_a_backslash_that_escapes_nothing_stays(name, mark, delimiter):
    doubled = name.replace("\\", "\\\\")
    rows = [
        HEADINGS,
        ("Pat", "O\\'Neil", "pat@plant.example"),  # here, and so in the list, backslashes escape
        (f"{mark}{name}{mark}", "Lee", "ann@plant.example"),
        (f"{mark}{doubled}{mark}", "Lee", "bo@plant.example"),
    ]

    report = intake.read("\n".join(map(delimiter.join, rows)).encode(), "list.csv")

    expected = [("Pat", "O'Neil"), (name, "Lee"), (name, "Lee")]
    assert [row[1:3] for row in report.rows_in_order()] == expected


def _is_utf8(data):
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


@given(st.lists(st.tuples(odd_names, odd_names, addresses), min_size=1, max_size=12))
def test_the_error_file_holds_each_rejected_record_once_and_reads_back(rows):
    report = intake.read(written([HEADINGS, *rows], ",", "\r\n", "utf-8"), "list.csv")
    again = intake.read(intake.error_file(report.rejected), "errors.csv")
    expected = [tuple(one[1:4]) for one in report.rejected if any(one[1:4])]
    assert [tuple(row[1:4]) for row in again.rows_in_order()] == expected


@given(
    st.dictionaries(
        st.integers(1, 300), st.tuples(odd_names, odd_names, addresses), min_size=1, max_size=9
    )
)
def test_edited_rows_keep_their_lines(rows):
    cells = {line: intake.check_person(*row)[:3] for line, row in rows.items()}
    file = intake.people_file((line, *row) for line, row in cells.items())
    report = intake.read(file, "edited.csv")
    assume("encoded-twice" not in {notice.code for notice in report.notices})
    assert seen(report) == {n: row for n, row in cells.items() if any(row)}


@given(names, names, addresses)
def test_one_record_is_checked_the_same_in_a_file_and_a_form(first, last, email):
    person = intake.check_person(first, last, email)
    assume(any(person[:3]))
    report = intake.read(written([HEADINGS, (first, last, email)], ",", "\r\n", "utf-8"), "one.csv")
    # A file whose letters were encoded twice is put right as a whole, and says so
    assume(intake.NoticeCode.ENCODED_TWICE not in [notice.code for notice in report.notices])
    if person.errors:
        assert report.rejected == [intake.Rejection(1, *person[:3], person.errors)]
    else:
        assert list(report.good) == [intake.Record(1, *person[:4])]
        assert person.email_key == intake.email_key(email)


few = st.sampled_from(["a@p.example", "A@p.example", "b@p.example", "ä@p.example", ""])


@given(st.lists(st.tuples(st.sampled_from(["Ana", "Zoë", ""]), few), min_size=1, max_size=12))
def test_an_address_belongs_to_the_first_good_record_that_has_it(rows):
    data = written([HEADINGS, *((first, "B", email) for first, email in rows)], ",", "\n", "utf-8")
    taken, expected = {}, []
    for line, (first, email) in enumerate(rows, 1):
        person = intake.check_person(first, "B", email)
        earlier = taken.get(person.email_key)
        if not person.errors and not earlier:
            taken[person.email_key] = line
        errors = (*person.errors, *([intake.Code.EMAIL_DUPLICATE] if earlier else []))
        expected.append((line, errors, earlier))
    found = intake.read(data, "list.csv").rows_in_order()
    assert expected == [
        (one.line, getattr(one, "errors", ()), getattr(one, "earlier_line", None)) for one in found
    ]


starts = st.sampled_from(
    [b"", b"First Name,Last Name,Email\n", b"\xff\xfe", b"\xef\xbb\xbf", b"sep=;\n", b"PK\x03\x04",
     b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b'"']
)  # fmt: skip


@given(starts, st.binary(max_size=300))
def test_any_bytes_give_records_or_a_problem(start, rest):
    report = intake.read(start + rest, "any")
    assert (report.problem is None) == bool(report.records)
    lines = [row.line for row in report.rows_in_order()]
    assert len(lines) == len(set(lines)) == report.records


@given(st.text(max_size=20))
def test_a_safe_cell_is_not_a_formula_and_reads_back_unchanged(text):
    safe = intake.safe_cell(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert intake.clean(intake.safe_cell(intake.clean(text))) == intake.clean(text)
