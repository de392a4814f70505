"""Whether a file contains a word, in any format or encoding."""

from pathlib import Path

import pytest

from cvms import intake

SAMPLES = Path(__file__).resolve().parents[1] / "samples/should_load"
ADDRESS = "Jane.Doe@people.example"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_an_address_is_found_in_any_encoding_and_letter_case(encoding):
    data = f"First Name;Last Name;Email\r\nZoë;Doe;{ADDRESS.upper()}\r\n".encode(encoding)

    assert intake.mentions(data, [ADDRESS])
    assert not intake.mentions(data, ["john.doe@people.example"])


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_an_address_is_found_in_a_workbook(kind):
    data = (SAMPLES / f"libreoffice.{kind}").read_bytes()
    [person, *_] = intake.read(data, "people").good

    assert intake.mentions(data, [person.email.upper()])
    assert not intake.mentions(data, ["nobody.at.all@people.example"])


def test_a_damaged_workbook_counts_as_naming_the_person():
    data = (SAMPLES / "libreoffice.xlsx").read_bytes()[:2000]

    assert intake.mentions(data, [ADDRESS])


def test_an_internationalised_address_is_found_in_both_of_its_forms():
    data = "Email\r\njane@bücher.example\r\n".encode()

    assert intake.mentions(data, ["jane@xn--bcher-kva.example", "jane@bücher.example"])
