"""Fields for a person's name and day of birth, and for the code that stands for them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cvms import intake
from cvms.eligibility.codes import as_written
from cvms.intake.names import is_name
from cvms.ui.widgets import MemorableDate

OLDEST = 120  # years; nobody alive was born earlier


class NameField(forms.CharField):
    """A name of any script, as the lists of organizations take it: it is written in letters too."""

    default_error_messages = {
        "invalid": _("Enter the name without a web address, an email address, < or >."),
    }

    def clean(self, value: Any) -> str:
        name: str = super().clean(intake.clean(str(value or "")))
        if not is_name(name):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return name


class DateOfBirthField(forms.DateField):
    """A day in the past, by month, day and year."""

    widget = MemorableDate
    default_error_messages = {
        "required": _("Enter your date of birth."),
        "invalid": _("Enter a day that exists: month, day, and the year with 4 digits."),
        "future": _("Enter a day in the past."),
        "too_old": _("Check the year: this is more than %(years)d years ago."),
    }

    def __init__(self, **kwargs: Any) -> None:
        """By default the answerer's own: the browser may fill it in."""
        own = {"widget": MemorableDate(attrs={"autocomplete": "bday"})}
        super().__init__(input_formats=["%Y-%m-%d"], **own | kwargs)

    def clean(self, value: Any) -> date | None:
        born: date | None = super().clean(value)
        today = timezone.localdate()
        if born and born > today:
            raise ValidationError(self.error_messages["future"], code="future")
        if born and born.year < today.year - OLDEST:
            raise ValidationError(
                self.error_messages["too_old"], code="too_old", params={"years": OLDEST}
            )
        return born


class CodeField(forms.CharField):
    """The code of a dashboard or of paper, typed, or as a scanner types what a QR code holds."""

    default_error_messages = {
        "invalid": _(
            "A code has 8 letters and digits, such as K7Q2-M9XF. Scan it again, or type it."
        ),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=300, **kwargs)

    def clean(self, value: Any) -> str:
        """Of an address, the code at its end."""
        typed = super().clean(value).strip().rstrip("/")
        for mark in ("/", "#", "="):
            typed = typed.rpartition(mark)[2]
        code = as_written(typed)
        if typed and not code:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return code
