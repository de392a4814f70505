"""A form field for several pictures and PDF files."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .files import File, kind_of, name_for

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST = 5  # files per message
_TOGETHER = 2  # all files together may be as large as so many of the largest
_TOO_LARGE_TOGETHER = gettext_lazy(
    "These files are too large together. Send some with another message."
)


def _hint() -> str:
    return _(
        "Up to %(most)d pictures or PDF files, each up to %(size)s, and %(all)s in all. "
        "Please send nothing about anyone's health."
    ) % {
        "most": MOST,
        "size": filesizeformat(settings.UPLOAD_BYTES),
        "all": filesizeformat(_TOGETHER * settings.UPLOAD_BYTES),
    }


def _limits() -> dict[str, object]:
    """Return the attributes for the page's script, which checks the limits before sending."""
    return {
        "data-largest": settings.UPLOAD_BYTES,
        "data-too-large": lazy(_too_large, str)("{name}"),
        "data-together": _TOGETHER * settings.UPLOAD_BYTES,
        "data-too-large-together": _TOO_LARGE_TOGETHER,
    }


def _too_large(name: str) -> str:
    words = _("%(name)s is larger than %(size)s. Send a smaller picture, or a part of it.")
    return words % {"name": name, "size": filesizeformat(settings.UPLOAD_BYTES)}


class FilesInput(forms.widgets.Input):
    """A file input for several files."""

    input_type = "file"
    needs_multipart_form = True
    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__({"multiple": True, "accept": "image/*,application/pdf"} | _limits())

    def format_value(self, value: Any) -> None:  # noqa: ARG002 -- browsers accept none
        """Return None: browsers do not let a page preselect files."""
        return

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002
        return files.getlist(name) if hasattr(files, "getlist") else []


class FilesField(forms.Field):
    """A field whose value is a list of `File`; the bytes decide the kind, not the name."""

    widget = FilesInput

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Pictures or documents"),
            required=False,
            help_text=lazy(_hint, str)(),
        )

    def clean(self, value: "list[UploadedFile]") -> list[File]:
        if len(value) > MOST:
            raise ValidationError(
                _("Choose at most %(most)d files. You can send more with another message.")
                % {"most": MOST}
            )
        checked = [_checked(one) for one in value]
        if sum(one.size or 0 for one in value) > _TOGETHER * settings.UPLOAD_BYTES:
            raise ValidationError(_TOO_LARGE_TOGETHER)
        return checked


def _checked(upload: "UploadedFile") -> File:
    name = upload.name or "file"
    if (upload.size or 0) > settings.UPLOAD_BYTES:
        raise ValidationError(_too_large(name))
    data = upload.read()
    kind = kind_of(data)
    if kind is None:
        raise ValidationError(
            _("%(name)s is not a picture or a PDF. Save it as one of these, then choose it again.")
            % {"name": name}
        )
    return File(name_for(name, kind), kind, data)
