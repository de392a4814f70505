"""Mail that comes back is understood in every shape that servers send it in."""

import csv
import encodings
import pkgutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvms.mail.returned import Kind, read

FOLDER = Path(__file__).with_name("returned")
with (FOLDER / "expected.csv").open(encoding="utf-8", newline="") as file:
    EXPECTED = list(csv.DictReader(file))


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row["file"])
def test_a_returned_message_is_read_as_expected(row):
    returned = read((FOLDER / f"{row['file']}.eml").read_bytes())

    judgment = returned.judgment
    fault, reason = (judgment.fault.name.lower(), judgment.reason) if judgment else ("", "")
    assert (returned.kind.name.lower(), returned.token) == (row["kind"], row["token"])
    assert (fault, reason) == (row["fault"], row["reason"])


def test_every_sample_has_its_expectation():
    assert {path.stem for path in FOLDER.glob("*.eml")} == {row["file"] for row in EXPECTED}


def test_the_recipient_address_of_a_bounce_identifies_the_message_first():
    raw = (FOLDER / "qmail-text-alone.eml").read_bytes()
    other = "f" * 32
    assert read(raw, envelope_recipient=f"nccvms+{other}@dhhs.nc.gov").token == other


@given(st.sampled_from(sorted(FOLDER.glob("*.eml"))), st.data())
def test_a_damaged_returned_message_never_raises(path, data):
    raw = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(0, 8))):
        if raw:
            raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(raw)))
    assert read(bytes(raw[:cut])).kind in Kind


CHARACTER_SETS = [
    *sorted(module.name for module in pkgutil.iter_modules(encodings.__path__)),
    *("", "\0", "utf-8\0", "no-such", "../utf-8", "é", '"', "a" * 5000),
]


@pytest.mark.parametrize("name", CHARACTER_SETS, ids=lambda name: repr(name)[:30])
def test_whatever_character_set_a_report_names_it_is_understood(name):
    raw = (
        "From: MAILER-DAEMON@mx.example\nSubject: Undeliverable\n"
        f"To: bounces+{'a' * 32}@dhhs.nc.gov\n"
        f'Content-Type: text/plain; charset="{name}"\n\n'
        "No se encontró a José: 550 5.1.1 \\d xn--\n"
    ).encode()

    returned = read(raw)

    assert (returned.kind, returned.token) == (Kind.FAILED, "a" * 32)


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Type: message/rfc822\n\n" * 2000,
        b"".join(b"Content-Type: multipart/a; boundary=%d\n\n--%d\n" % (n, n) for n in range(2000)),
        b"Content-Type: multipart/mixed; boundary*" + b"9" * 5000 + b"=a\n\n",
        b"Content-Type: text/plain; charset*" + b"9" * 5000 + b"=a\n\n",
    ],
    ids=["forwarded-2000-deep", "parts-2000-deep", "endless-number", "endless-charset"],
)
def test_a_report_written_to_break_the_parser_is_left_to_people(head):
    failed = b"From: MAILER-DAEMON@mx.example\nSubject: Undeliverable\n"
    assert read(failed + head + b"550 5.1.1\n").kind is Kind.UNREAD


def test_a_report_is_understood_whatever_comes_after_it():
    raw = (FOLDER / "postfix-user-unknown.eml").read_bytes()
    assert read(raw + b"\n" + b"; " * 2**20) == read(raw)
