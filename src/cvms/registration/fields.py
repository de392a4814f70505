"""Form fields for a person's name, date of birth and code."""

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

OLDEST = 120  # years


class NameField(forms.CharField):
    """A name in any script, checked as in organizations' lists, since letters contain it."""

    default_error_messages = {
        "invalid": _("Enter the name without a web address, an email address, < or >."),
    }

    def clean(self, value: Any) -> str:
        name: str = super().clean(intake.clean(str(value or "")))
        if not is_name(name):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return name


class DateOfBirthField(forms.DateField):
    """A date in the past, typed as month, day and year."""

    widget = MemorableDate
    default_error_messages = {
        "required": _("Enter your date of birth."),
        "invalid": _("Enter a day that exists: month, day, and the year with 4 digits."),
        "future": _("Enter a day in the past."),
        "too_old": _("Check the year: this is more than %(years)d years ago."),
    }

    def __init__(self, **kwargs: Any) -> None:
        """By default it is the user's own date, which the browser may fill in."""
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
    """A code from a dashboard or from paper, typed by a person or by a scanner of QR codes."""

    default_error_messages = {
        "invalid": _(
            "A code has 8 letters and digits, such as K7Q2-M9XF. Scan it again, or type it."
        ),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=300, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the code; from a URL, the code at its end."""
        typed = super().clean(value).strip().rstrip("/")
        for mark in ("/", "#", "="):
            typed = typed.rpartition(mark)[2]
        code = as_written(typed)
        if typed and not code:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return code
