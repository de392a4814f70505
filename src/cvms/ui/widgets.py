"""Form controls that Django lacks: a date in three parts, and a box to drop a file on."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.utils.datastructures import MultiValueDict
    from django.utils.functional import Promise

MONTH_CHOICES = [("", _("- Select -")), *MONTHS.items()]


class MemorableDate(forms.MultiWidget):
    """USWDS's "memorable date" (month, day and year), for a `forms.DateField`.

    `attrs={"autocomplete": "bday"}` gives the parts bday-month, bday-day and bday-year.
    """

    template_name = "ui/widgets/memorable_date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Build the three parts."""
        attrs = dict(attrs or {})
        filled = attrs.pop("autocomplete", None)
        super().__init__(
            [
                forms.Select(_part("usa-select", filled, "month"), choices=MONTH_CHOICES),
                forms.TextInput(_part("usa-input", filled, "day", maxlength=2)),
                forms.TextInput(_part("usa-input", filled, "year", maxlength=4)),
            ],
            attrs,
        )

    def decompress(self, value: dt.date | str | None) -> list[object]:
        """Return a date's month, day and year; text is what the user typed, shown unchanged."""
        if isinstance(value, str) and value.count("-") == 2:
            year, month, day = value.split("-")
            return [month, day, year]
        if isinstance(value, dt.date):
            return [value.month, value.day, f"{value.year:04d}"]
        return ["", "", ""]

    def value_from_datadict(  # type: ignore[override] # one text, not a list of parts
        self, data: Mapping[str, Any], files: "MultiValueDict[str, UploadedFile]", name: str
    ) -> str:
        """Return the parts as YYYY-MM-DD, which `DateField` reads, or "" if all are empty."""
        month, day, year = (
            (part or "").strip() for part in super().value_from_datadict(data, files, name)
        )
        return f"{year}-{month}-{day}" if month or day or year else ""


def _part(css_class: str, filled: str | None, part: str, **attrs: object) -> dict[str, object]:
    if css_class == "usa-input":
        attrs |= {"inputmode": "numeric", "pattern": "[0-9]*"}
    if filled:
        attrs["autocomplete"] = f"{filled}-{part}"
    return {"class": css_class} | attrs


class DropInput(forms.FileInput):
    """A file input in a box to drop files on, with a text in the box."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, text: "str | Promise") -> None:
        """Store the text."""
        super().__init__(attrs)
        self.text = text

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the text to the template's context."""
        context = super().get_context(name, value, attrs)
        context["widget"]["text"] = self.text
        return context
