"""The file that is uploaded, and the grid in which rejected records are corrected."""

import uuid
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cvms import intake

from .actions import File

ACCEPT = ".csv,.tsv,.txt,.xlsx,.xls,.ods,text/csv"
COLUMNS = ("first_name", "last_name", "email")


class FileForm(forms.Form):
    """One file, with what the browser knows of it. `key` makes a double click one upload."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    last_modified = forms.IntegerField(widget=forms.HiddenInput, required=False)  # ms since 1970
    file = forms.FileField(
        label=_("Drag and Drop CSV file here"),
        allow_empty_file=True,
        max_length=None,
        error_messages={"required": _("Choose a file first, then upload it.")},
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def clean_last_modified(self) -> datetime | None:
        """A time that cannot be is as good as none."""
        milliseconds = self.cleaned_data["last_modified"]
        try:
            return datetime.fromtimestamp(milliseconds / 1000, UTC) if milliseconds else None
        except (OverflowError, OSError, ValueError):
            return None

    def as_file(self) -> File:
        upload: UploadedFile = self.cleaned_data["file"]
        return File(
            name=upload.name or "file",
            media_type=upload.content_type or "",
            data=upload.read(),
            size=upload.size or 0,
            last_modified=self.cleaned_data["last_modified"],
        )


Row = tuple[int, str, str, str]  # line, first name, last name, email


def rows_of(data: QueryDict) -> list[Row]:
    """The cells of a grid: fields `first_name-12`, `last_name-12`, `email-12` of line 12."""
    lines = sorted(
        {int(name.rpartition("-")[2]) for name in data if _is_cell(name)},
    )
    return [(line, *(data.get(f"{column}-{line}", "") for column in COLUMNS)) for line in lines]


def _is_cell(name: str) -> bool:
    column, _dash, line = name.rpartition("-")
    return column in COLUMNS and line.isascii() and line.isdigit() and len(line) <= 7


def changed(rows: list[Row], before: dict[int, Any]) -> list[Row]:
    """Those of the rows that say something else than the records before, by line."""
    return [row for row in rows if row[0] in before and _cells(before[row[0]]) != _cleaned(row)]


def _cells(record: Any) -> tuple[str, ...]:
    return tuple(intake.clean(getattr(record, column)) for column in COLUMNS)


def _cleaned(row: Row) -> tuple[str, ...]:
    return tuple(intake.clean(cell) for cell in row[1:])
