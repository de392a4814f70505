"""Phones, ZIP codes and states are taken as people type and paste them, and stored one way."""

import pytest
from django.core.exceptions import ValidationError

from cvms.jurisdiction.fields import PhoneField, StateField, ZipCodeField

LRM, LRE, PDF, WJ = "\N{LEFT-TO-RIGHT MARK}", "\u202a", "\u202c", "\N{WORD JOINER}"
FULL_WIDTH = {narrow: narrow + 0xFEE0 for narrow in range(0x21, 0x7F)}
DASHES = "-\u2010\u2011\u2013\u2014\u2212\ufe63"  # as keyboards, Word and web pages write them


@pytest.mark.parametrize(
    "typed",
    [
        "919-555-0100",
        "(919) 555-0100",
        "919.555.0100",
        "9195550100",
        "1 919 555 0100",
        "+1 (919) 555-0100",
        " 919\N{NO-BREAK SPACE}555\N{NARROW NO-BREAK SPACE}0100 ",
        f"{LRE}919-555-0100{PDF}",
        f"{LRM}+1{WJ}9195550100",
        "919-555-0100".translate(FULL_WIDTH),
        *(f"919{dash}555{dash}0100" for dash in DASHES),
    ],
)
def test_a_phone_number_is_stored_one_way_however_it_is_typed(typed):
    assert PhoneField().clean(typed) == "+19195550100"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("555-0100", "invalid"),
        ("919-155-0100", "invalid"),
        ("191-555-0100", "invalid"),
        ("+52 55 1234 5678", "invalid"),
        ("ask for Ann", "invalid"),
        ("919-555-0100 ext. 12", "extension"),
        ("919-555-0100 x12", "extension"),
    ],
)
def test_a_number_that_is_not_north_american_is_refused_with_the_reason(typed, code):
    with pytest.raises(ValidationError) as refused:
        PhoneField().clean(typed)
    assert refused.value.code == code


def test_a_stored_number_is_shown_in_the_format_of_the_label():
    assert PhoneField().prepare_value("+19195550100") == "919-555-0100"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("27610", "27610"),
        (" 27610 ", "27610"),
        (f"{LRM}27610", "27610"),
        ("٢٧٦١٠", "27610"),
        ("27610-1234", "27610-1234"),
        ("27610 1234", "27610-1234"),
        ("276101234", "27610-1234"),
        *((f"27610{dash}1234", "27610-1234") for dash in DASHES),
    ],
)
def test_a_zip_code_is_stored_one_way_however_it_is_typed(typed, stored):
    assert ZipCodeField().clean(typed) == stored


@pytest.mark.parametrize("typed", ["2761", "276100", "27610-12", "NC 27610", "27610\x00"])
def test_an_invalid_zip_code_is_refused(typed):
    with pytest.raises(ValidationError):
        ZipCodeField().clean(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "NC",
        "nc",
        "N.C.",
        f"{LRM}NC",
        "NC".translate(FULL_WIDTH),
        "North Carolina",
        "north  carolina",
    ],
)
def test_a_state_is_stored_by_its_usps_abbreviation(typed):
    assert StateField().clean(typed) == "NC"


def test_an_unknown_state_is_refused():
    with pytest.raises(ValidationError):
        StateField().clean("Carolina")


def test_a_field_that_may_be_empty_stays_empty():
    for field in (PhoneField, ZipCodeField, StateField):
        assert field(required=False).clean("  ") == ""
