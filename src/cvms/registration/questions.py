"""A question of the registration: its words, form field, condition, and its answer in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cvms.ui.wording import phone

from .codes import YES_NO, Options

Words = str | Promise
_CHOOSE = _("Choose an answer.")


@dataclass(frozen=True, slots=True)
class Need:
    """The condition for a question: one of these answers was given on the same page.

    `answers` are codes by question. `words` state the condition if no script hides the question.
    """

    answers: Mapping[str, frozenset[str]]
    words: Words

    def met(self, given: Callable[[str], str]) -> bool:
        """Return whether the condition holds; `given` returns the code given for a question."""
        return any(given(question) in codes for question, codes in self.answers.items())

    @property
    def as_text(self) -> str:
        """Return the condition for the page's script: `question=code code;question=code`."""
        return ";".join(
            f"{question}={' '.join(sorted(codes))}" for question, codes in self.answers.items()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question.

    `field` returns its form field; `otherwise` is the answer of people to whom it does not apply.
    """

    name: str
    label: Words
    field: Callable[..., forms.Field]
    options: Options = ()
    hint: Words = ""
    required: bool = True
    need: Need | None = None
    otherwise: Any = ""

    def form_field(self) -> forms.Field:
        more = {"choices": self.options} if self.options else {}
        return self.field(label=self.label, help_text=self.hint, required=self.required, **more)

    def in_words(self, value: Any) -> str:
        """Return an answer in words, as the person reads it."""
        if isinstance(value, bool):
            value = "yes" if value else "no"
        if isinstance(value, date):
            return date_format(value)
        if isinstance(value, list | tuple):
            return "; ".join(self.in_words(part) for part in value)
        words = {str(code): words for code, words in self._choices()}
        return str(words.get(str(value), phone(value)))

    def _choices(self) -> Any:
        return self.options or getattr(self.form_field(), "choices", ())


def one_of(**kwargs: Any) -> forms.Field:
    """Return a field with radio buttons."""
    messages = {"required": _CHOOSE, "invalid_choice": _CHOOSE}
    return forms.ChoiceField(widget=forms.RadioSelect, error_messages=messages, **kwargs)


def several_of(**kwargs: Any) -> forms.Field:
    """Return a field with check boxes."""
    messages = {"required": _CHOOSE, "invalid_choice": _CHOOSE}
    return forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, error_messages=messages, **kwargs
    )


def yes_or_no(**kwargs: Any) -> forms.Field:
    """Return a field with the radio buttons Yes and No, whose value is True or False."""
    return forms.TypedChoiceField(
        coerce="yes".__eq__,
        empty_value="",
        widget=forms.RadioSelect,
        error_messages={"required": _CHOOSE, "invalid_choice": _CHOOSE},
        **kwargs | {"choices": YES_NO},
    )


def text(max_length: int, **attrs: str) -> Callable[..., forms.Field]:
    """Return a function that makes a text field with these HTML attributes."""

    def make(**kwargs: Any) -> forms.Field:
        widget = forms.TextInput(attrs=attrs)
        return forms.CharField(max_length=max_length, widget=widget, **kwargs)

    return make
