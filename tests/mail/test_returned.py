"""Mail that comes back is understood in every shape that servers send it in."""

import csv
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
