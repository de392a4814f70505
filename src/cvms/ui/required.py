"""Error messages of empty required fields, which name the field."""

import re
from typing import TYPE_CHECKING, cast

from django import forms
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_CHOSEN = (forms.ChoiceField, forms.ModelChoiceField, forms.FileField)
_NOTE = re.compile(r"\s*\([^()]*\)$")  # "(XXX-XXX-XXXX)" at the end of a label
_INITIALS = {"zip"}  # a title has "Zip Code"; a sentence has "ZIP code"
_DJANGOS = forms.Field.default_error_messages["required"]


def name_field(field: forms.Field, label: "str | _StrPromise") -> None:
    """Set a field's message for "required" to one that names the field, unless it has its own.

    In the list of errors at the top of a page, "Enter the street address." helps, and Django's
    "This field is required." does not.
    """
    if field.error_messages.get("required") == _DJANGOS:
        sentence = cast("_StrPromise", _Required(field, label))  # converted to text when shown
        field.error_messages["required"] = sentence


class _Required:
    """The message, made when it is shown, since the language is known only then."""

    def __init__(self, field: forms.Field, label: "str | _StrPromise") -> None:
        self._field, self._label = field, label

    def __str__(self) -> str:
        label = _NOTE.sub("", str(self._label)).rstrip(": ")
        if label.endswith("?"):
            return _("Choose an answer.") if self._is_chosen else _("Answer this question.")
        if isinstance(self._field, forms.BooleanField):
            return _("Check this box to continue: %(label)s") % {"label": label}
        if label.endswith(" on"):  # such as "Takes effect on"
            return _("Enter the date.")
        return self._named(_in_a_sentence(label))

    @property
    def _is_chosen(self) -> bool:
        return isinstance(self._field, _CHOSEN)

    def _named(self, field: str) -> str:
        if self._is_chosen:
            return _("Choose the %(field)s.") % {"field": field}
        if field.startswith(("your ", "the ")):
            return _("Enter %(field)s.") % {"field": field}
        return _("Enter the %(field)s.") % {"field": field}


def _in_a_sentence(label: str) -> str:
    """Return a label for use in a sentence: "street address", but "ZIP code"."""
    words = label.split()
    is_title = all(word[:1].isupper() for word in words)
    return " ".join(
        _in_small(word) if is_title or not place else word for place, word in enumerate(words)
    )


def _in_small(word: str) -> str:
    if word.isupper() or word.lower() in _INITIALS:
        return word.upper()
    return word.lower()
