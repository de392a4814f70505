"""The form that uploads a file."""

import uuid
from datetime import UTC, datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from .actions.receiving import File
from .models import Upload

ACCEPT = ".csv,.tsv,.txt,.xlsx,.xls,.ods,text/csv"
LABELS = {  # the guide's, on each tab
    Upload.Volume.LOW: _("Drop a CSV or Excel file here"),
    Upload.Volume.HIGH: _("Upload or drop a CSV or Excel file here"),
}


class FileForm(forms.Form):
    """One file and its date of change; `key` makes a double click a single upload."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    last_modified = forms.IntegerField(widget=forms.HiddenInput, required=False)  # ms since 1970
    whole_list = forms.BooleanField(
        required=False,
        label=_("This is our whole list"),
        help_text=_(
            "Once it is loaded you see who was loaded before and is not on it. Nobody is removed."
        ),
    )
    file = forms.FileField(
        allow_empty_file=True,
        max_length=None,
        error_messages={"required": _("Choose a file first, then upload it.")},
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def show_on(self, tab: str, *, first: bool) -> None:
        """Use the tab's label; do not ask about a first list, which is always whole."""
        if first:
            self.fields.pop("whole_list", None)
        self.fields["file"].label = LABELS[Upload.Volume(tab)]

    def clean_last_modified(self) -> datetime | None:
        """Return the time of change, or None if it is missing or impossible."""
        milliseconds = self.cleaned_data["last_modified"]
        try:
            return datetime.fromtimestamp(milliseconds / 1000, UTC) if milliseconds else None
        except (OverflowError, OSError, ValueError):
            return None

    def as_file(self) -> File:
        """Return the file as `receive` takes it."""
        upload = self.cleaned_data["file"]
        return File(
            name=upload.name or "file",
            media_type=upload.content_type or "",
            data=upload.read(),
            size=upload.size or 0,
            last_modified=self.cleaned_data["last_modified"],
        )
