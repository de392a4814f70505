"""Form fields for places and phone numbers, which convert what people type to a standard form."""

import re
import unicodedata
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from localflavor.us.forms import USZipCodeField
from localflavor.us.us_states import STATES_NORMALIZED

from .counties import choices

_NANP = 1  # the calling code of the North American Numbering Plan, ITU-T E.164


def as_typed(value: Any) -> str:
    """Return a text with ASCII digits and hyphens, and without invisible format characters.

    Numbers that are copied from web pages or a phone's contacts contain direction marks and
    typographic dashes.
    """
    text = unicodedata.normalize("NFKC", str(value or ""))
    return "".join(_plain(mark) for mark in text).strip()


def _plain(mark: str) -> str:
    if mark.isdecimal():
        return str(unicodedata.decimal(mark))
    category = unicodedata.category(mark)
    if category == "Pd" or mark == "\N{MINUS SIGN}":
        return "-"
    return "" if category == "Cf" else mark


class StateField(forms.CharField):
    """A state as people write it ("nc", "N.C.", "North Carolina"), converted to "NC"."""

    default_error_messages = {
        "invalid": _("Enter a state by its two letters, such as NC."),
    }

    def clean(self, value: Any) -> str:
        text: str = super().clean(as_typed(value))
        if not text:
            return ""
        plain = " ".join(text.replace(".", "").lower().split())
        if plain not in STATES_NORMALIZED:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return str(STATES_NORMALIZED[plain])


class ZipCodeField(USZipCodeField):
    """A ZIP code, converted to NNNNN or NNNNN-NNNN (USPS Publication 28)."""

    default_error_messages = {
        "invalid": _("Enter a ZIP code of 5 digits, or 9 digits like 27610-1234."),
    }

    def to_python(self, value: Any) -> str:
        plain = re.sub(r"[\s-]", "", as_typed(value))
        return re.sub(r"\A(\d{5})(\d{4})\Z", r"\1-\2", plain)


class PhoneField(forms.CharField):
    """A North American phone number, converted to E.164 (+1NXXNXXXXXX)."""

    default_error_messages = {
        "invalid": _("Enter a phone number of 10 digits, like 919-555-0100."),
        "extension": _("Enter the phone number without its extension, like 919-555-0100."),
    }

    def clean(self, value: Any) -> str:
        text: str = super().clean(as_typed(value))
        if not text:
            return ""
        number = self._number(text)
        if number.extension:
            raise ValidationError(self.error_messages["extension"], code="extension")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def _number(self, text: str) -> phonenumbers.PhoneNumber:
        try:
            number = phonenumbers.parse(text, "US")
        except phonenumbers.NumberParseException:
            number = phonenumbers.PhoneNumber()
        if number.country_code != _NANP or not phonenumbers.is_valid_number(number):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number

    def prepare_value(self, value: Any) -> Any:
        """Return a stored number as XXX-XXX-XXXX, as the label asks for it."""
        if isinstance(value, str) and re.fullmatch(r"\+1[0-9]{10}", value):
            return f"{value[2:5]}-{value[5:8]}-{value[8:]}"
        return value


class CountyField(forms.TypedChoiceField):
    """One of the state's counties, by FIPS code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=choices, **kwargs)
