"""No address is blamed for our own fault, and no message is given up too early."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvms.mail.answer_words import KNOWN
from cvms.mail.faults import Fault, fault_of

with Path(__file__).with_name("answers.csv").open(encoding="utf-8", newline="") as file:
    ANSWERS = list(csv.DictReader(file))


@pytest.mark.parametrize("row", ANSWERS, ids=lambda row: f"{row['service']}: {row['answer'][:50]}")
def test_each_known_answer_is_judged_by_whose_fault_it_is(row):
    code, text = row["answer"][:3], row["answer"][4:]

    judgment = fault_of(int(code), text, of_recipient=row["of_recipient"] == "yes")

    assert (judgment.fault.name.lower(), judgment.reason) == (row["fault"], row["reason"])


def test_the_table_has_a_hundred_answers_and_their_sources():
    assert len({row["answer"] for row in ANSWERS}) == len(ANSWERS) > 100
    assert [row for row in ANSWERS if not row["source"]] == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("host mx.people.example [5.1.1.9] said no", Fault.LATER),  # an IP address is no code
        ("5.1.1", Fault.ADDRESS),
        ("#5.1.1", Fault.ADDRESS),
        ("(5.1.1)", Fault.ADDRESS),
    ],
)
def test_a_code_is_found_wherever_a_server_puts_it(text, fault):
    assert fault_of(550, text, of_recipient=False).fault is fault


@given(st.integers(400, 599), st.text(), st.booleans())
def test_every_answer_is_judged(code, text, of_recipient):
    judgment = fault_of(code, text, of_recipient=of_recipient)
    if code < 500:
        assert judgment.fault is not Fault.ADDRESS


def test_no_pattern_can_grow_with_the_text():
    # Alternatives of plain text are tried once at each place: nothing is repeated.
    for _fault, _reason, words in KNOWN:
        assert not re.search(r"(?<!\\)[*+{]", words.pattern)
