"""Form fields for places and phones: they take what people type and store the standard form."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .counties import choices
from .states import usps


class StateField(forms.CharField):
    """A state as people write it -> its USPS abbreviation."""

    default_error_messages = {
        "invalid": _("Enter a state by its two letters, such as NC."),
    }

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        state = usps(text)
        if state is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return state


class ZipCodeField(forms.CharField):
    """NNNNN or NNNNN-NNNN (USPS Publication 28, section 21)."""

    default_error_messages = {
        "invalid": _("Enter a ZIP code of 5 digits, or 9 digits like 27610-1234."),
    }

    def clean(self, value: Any) -> str:
        digits = re.sub(r"[\s-]", "", super().clean(value))
        if not digits:
            return ""
        if not re.fullmatch(r"[0-9]{5}([0-9]{4})?", digits):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return digits if len(digits) == 5 else f"{digits[:5]}-{digits[5:]}"


class PhoneField(forms.CharField):
    """A North American number as people write it -> E.164 (+1NXXNXXXXXX)."""

    default_error_messages = {
        "invalid": _("Enter a phone number of 10 digits, like 919-555-0100."),
    }

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        digits = re.sub(r"[\s().+-]", "", text)
        if not re.fullmatch(r"1?[2-9][0-9]{2}[2-9][0-9]{6}", digits):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return f"+1{digits[-10:]}"

    def prepare_value(self, value: Any) -> Any:
        """What is stored is shown the way the label asks for it: XXX-XXX-XXXX."""
        if isinstance(value, str) and re.fullmatch(r"\+1[0-9]{10}", value):
            return f"{value[2:5]}-{value[5:8]}-{value[8:]}"
        return value


class CountyField(forms.TypedChoiceField):
    """One of the state's counties, by FIPS code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=choices, **kwargs)
