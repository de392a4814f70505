"""Rules that a sample file shows less well than a line does."""

import io

import pytest

from cvms import intake
from cvms.intake import Code


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jane@gmial.com", "jane@gmail.com"),
        ("jane@gamil.com", "jane@gmail.com"),
        ("jane@gmail.con", "jane@gmail.com"),
        ("Jane.D@GMAI.com", "Jane.D@gmail.com"),
        ("jane@yaho.com", "jane@yahoo.com"),
        ("jane@hotmial.con", "jane@hotmail.com"),
        ("jane@outlok.com", "jane@outlook.com"),
        ("jane@comcast.com", None),
        ("jane@gmail.com", None),
        ("jane@mail.com", None),
        ("jane@ymail.com", None),
        ("jane@email.com", None),
        ("jane@plant.example", None),
        ("jane", None),
        ("@gmial.com", None),
        ("", None),
    ],
)
def test_a_mistyped_mail_provider_is_suggested_and_a_right_one_left_alone(typed, meant):
    assert intake.suggest_email(typed) == meant


@pytest.mark.parametrize(
    ("email", "key"),
    [
        (" Ana@Plant.EXAMPLE ", "ana@plant.example"),
        ("ana@BÜCHER.example", "ana@xn--bcher-kva.example"),
        ("ana@bu\u0308cher.example", "ana@xn--bcher-kva.example"),
        ("ana@XN--BCHER-KVA.example", "ana@xn--bcher-kva.example"),
        ("Bad Email", "bad email"),
        ("ana@xn--a.example", "ana@xn--a.example"),
        ("", ""),
    ],
)
def test_addresses_that_are_the_same_have_one_key(email, key):
    assert intake.email_key(email) == key


def test_a_form_gets_the_cleaned_cells_and_every_reason_at_once():
    person = intake.check_person(" Ana\u00a0 Maria ", "www.win.example", "ana@plant")
    assert person[:3] == ("Ana Maria", "www.win.example", "ana@plant")
    assert person.errors == (Code.LAST_NAME_INVALID, Code.EMAIL_INVALID)


def test_text_that_no_database_can_hold_is_shown_and_refused():
    assert intake.clean("A\x00b\ud800") == "A\ufffdb\ufffd"
    assert intake.check_person("A\x00b", "B", "b@p.example").errors == (Code.FIRST_NAME_INVALID,)


def test_a_duplicate_names_the_line_that_has_the_address():
    rows = b"First Name,Last Name,Email\n\nA,B,x@p.example\nC,D,X@p.example\n,D,x@p.example\n"
    report = intake.read(rows, "list.csv")
    assert [(one.line, one.earlier_line) for one in report.rejected] == [(3, 2), (4, 2)]


def test_a_rejected_record_does_not_reserve_its_address():
    rows = b"First Name,Last Name,Email\n,B,x@p.example\nC,D,x@p.example\n"
    report = intake.read(rows, "list.csv")
    assert [one.line for one in report.good] == [2]
    assert report.rejected[0].errors == (Code.FIRST_NAME_BLANK,)


def test_every_duplicate_names_the_first_good_record():
    rows = (
        b"First Name,Last Name,Email\n,B,x@p.example\nA,B,x@p.example\n"
        b"C,D,y@p.example\nE,F,X@p.example\n,F,x@p.example\nG,H,x@P.example\n"
    )
    report = intake.read(rows, "list.csv")
    assert [one.line for one in report.good] == [2, 3]
    assert [(one.line, one.earlier_line) for one in report.rejected] == [
        (1, None),
        (4, 2),
        (5, 2),
        (6, 2),
    ]
    assert report.rejected[2].errors == (Code.FIRST_NAME_BLANK, Code.EMAIL_DUPLICATE)


def test_rows_in_order_gives_good_and_rejected_by_line():
    rows = b"First Name,Last Name,Email\nA,B,a@p.example\n,B,b@p.example\nC,D,c@p.example\n"
    assert [row.line for row in intake.read(rows, "x").rows_in_order()] == [1, 2, 3]


@pytest.mark.parametrize("number", [100, 101])
def test_too_many_records_are_counted(number):
    rows = "".join(f"A,B,p{n}@p.test\n\n" for n in range(number))
    limits = intake.Limits(records=100)
    report = intake.read(f"First Name,Last Name,Email\n{rows}".encode(), "list.csv", limits)
    assert report.records == number
    if number == 100:
        assert report.problem is None
        assert len(report.good) == 100
    else:
        assert report.problem == ("too-many-records", {"count": 101, "limit": 100})
        assert report.problem.message == (
            "The file has 101 records, and the limit is 100. "
            "Split the list into files of at most 100 records each."
        )
        assert not report.good
        assert not report.rejected


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_bytes_of_every_kind_are_read(kind):
    assert intake.read(kind(b"First Name,Last Name,Email\nA,B,a@p.example\n"), "x").records == 1


class Slow(io.BytesIO):
    """A stream that gives a few bytes at a time, as a pipe does."""

    def read(self, size=-1):
        return super().read(min(size, 7))


def test_a_stream_that_gives_little_at_a_time_is_read_to_its_end():
    report = intake.read(Slow(b"First Name,Last Name,Email\nA,B,a@p.example\n"), "x")
    assert report.records == 1


def test_a_file_over_the_limit_is_not_read_further():
    stream = io.BytesIO(b"First Name,Last Name,Email\n" * 100)
    report = intake.read(stream, "x", intake.Limits(bytes=1000))
    assert report.problem.code == "too-large"
    assert report.problem.message.startswith("The file is over 1000 bytes. Keep only the columns")
    assert stream.tell() == 1001


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("shift", range(4))
def test_a_letter_of_many_bytes_is_read_wherever_in_the_file_it_stands(encoding, shift):
    rows = "First Name,Last Name,Email\n" + " " * shift + "\U00020000,B,b@p.example\n" * 9_000
    report = intake.read(rows.encode(encoding), "x", intake.Limits(records=None))
    assert (report.records, report.encoding) == (9_000, encoding)


def test_one_line_that_is_not_utf_8_changes_no_other_line():
    people = "".join(f"Zoë,B,b{n}@p.example\n" for n in range(4_000)).encode()
    report = intake.read(b"First Name,Last Name,Email\n" + people + b"Zo\xeb,B,b@p.example", "x")
    assert {record.first_name for record in report.good} == {"Zoë"}
    assert [notice.code for notice in report.notices] == ["encoding-mixed"]


def test_a_form_checks_an_address_alone_with_a_name_that_passes():
    assert intake.check_person(intake.ANY_NAME, intake.ANY_NAME, "a@people.example").errors == ()


@pytest.mark.parametrize(
    ("written", "offered"),
    [
        ("Jane Doe <jane@plant.example>", "jane@plant.example"),
        ('"Doe, Jane" <jane@plant.example>', "jane@plant.example"),
        ("<jane@plant.example>", "jane@plant.example"),
        ("mailto:jane@plant.example", "jane@plant.example"),
        ("MAILTO:jane@plant.example?subject=Hi", "jane@plant.example"),
        ("Jane <mailto:jane@gmial.com>", "jane@gmail.com"),
        ("jane@a.example <jane@b.example>", None),
        ("Jane <jane>", None),
        ("https://plant.example", None),
    ],
)
def test_the_address_that_a_mail_program_wrapped_is_offered(written, offered):
    assert intake.suggest_email(written) == offered
