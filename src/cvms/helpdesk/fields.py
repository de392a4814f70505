"""The field for an email address."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cvms import intake


class AddressField(forms.CharField):
    """An email address that a letter can be sent to, checked by intake."""

    default_error_messages = {
        "required": _("Enter an email address like name@example.com."),
        "invalid": _("Enter an email address like name@example.com."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=254, **kwargs)

    def clean(self, value: Any) -> str:
        text = intake.clean(super().clean(value))
        if text and intake.check_person(intake.ANY_NAME, intake.ANY_NAME, text).errors:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return text
