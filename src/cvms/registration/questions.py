"""What a question is: its words, its field, who is asked it, and how its answer is shown."""

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
    """Asked of whom one of these answers to questions of the same page was given by.

    `answers` are codes by question. `words` say so where no script hides the question.
    """

    answers: Mapping[str, frozenset[str]]
    words: Words

    def met(self, given: Callable[[str], str]) -> bool:
        return any(given(question) in codes for question, codes in self.answers.items())

    @property
    def as_text(self) -> str:
        """As the page's script reads it: `question=code code;question=code`."""
        return ";".join(
            f"{question}={' '.join(sorted(codes))}" for question, codes in self.answers.items()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question.

    `field` makes its form field; `otherwise` is the answer of whom it is not asked.
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
        """An answer as its person reads it."""
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
    """Radio buttons."""
    messages = {"required": _CHOOSE, "invalid_choice": _CHOOSE}
    return forms.ChoiceField(widget=forms.RadioSelect, error_messages=messages, **kwargs)


def several_of(**kwargs: Any) -> forms.Field:
    messages = {"required": _CHOOSE, "invalid_choice": _CHOOSE}
    return forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, error_messages=messages, **kwargs
    )


def yes_or_no(**kwargs: Any) -> forms.Field:
    """True or False."""
    return forms.TypedChoiceField(
        coerce="yes".__eq__,
        empty_value="",
        widget=forms.RadioSelect,
        error_messages={"required": _CHOOSE, "invalid_choice": _CHOOSE},
        **kwargs | {"choices": YES_NO},
    )


def text(max_length: int, **attrs: str) -> Callable[..., forms.Field]:
    def make(**kwargs: Any) -> forms.Field:
        widget = forms.TextInput(attrs=attrs)
        return forms.CharField(max_length=max_length, widget=widget, **kwargs)

    return make
