"""The form of a wizard page, built from the page's questions."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from .codes import DECLINED, UNKNOWN
from .questions import Question

Typed = Mapping[str, list[str]]  # what was typed, by input name
ALONE = {DECLINED, UNKNOWN}


class PageForm(forms.Form):
    """A form of questions; a question that does not apply gets its `otherwise` answer."""

    def __init__(self, questions: Iterable[Question], *args: Any, **kwargs: Any) -> None:
        self.questions = {question.name: question for question in questions}
        super().__init__(*args, **kwargs)
        for question in self.questions.values():
            self.fields[question.name] = question.form_field()

    def clean(self) -> dict[str, Any]:
        for name, question in self.questions.items():
            if question.need and not question.need.met(self._given):
                self.errors.pop(name, None)
                self.cleaned_data[name] = question.otherwise
        for check in (_reachable, _races):
            check(self)
        return self.cleaned_data

    def _given(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name), ""))

    @property
    def asked(self) -> list[tuple[forms.BoundField, Question]]:
        """Return each field with its question, for the template."""
        return [(self[name], question) for name, question in self.questions.items()]


def _reachable(form: PageForm) -> None:
    """Require a phone number if the person prefers calls or text messages."""
    data = form.cleaned_data
    if data.get("channel") in ("phone", "text") and data.get("phone") == "":
        form.add_error("phone", _("Enter the number at which you want to be reached."))


def _races(form: PageForm) -> None:
    """Refuse "I do not know" or "Decline to answer" together with another answer."""
    races = set(form.cleaned_data.get("races", []))
    if races & ALONE and len(races) > 1:
        form.add_error("races", _("Choose either races, or one of the last two answers alone."))


def typed_of(form: PageForm) -> dict[str, list[str]]:
    """Return what was typed into a posted form's questions, by input name."""
    posted = cast("QueryDict", form.data)
    names = [name for field in form for name in inputs(field)]
    return {
        name: [value.replace("\x00", "")[:500] for value in posted.getlist(name)[:20]]
        for name in names
        if name in posted
    }


def as_data(typed: Typed) -> QueryDict:
    """Return what was typed as form data."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    return data


def initial_of(questions: Iterable[Question], typed: Typed) -> dict[str, Any]:
    """Return what was typed as initial values, for a form that is shown again without errors."""
    form, data = PageForm(questions), as_data(typed)
    return {
        name: field.widget.value_from_datadict(data, {}, name)
        for name, field in form.fields.items()
    }


def retyped(questions: Iterable[Question], values: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return stored answers as a person would type them."""
    typed: dict[str, list[str]] = {}
    for bound in PageForm(questions):
        value = bound.field.prepare_value(values[bound.name])
        typed |= _typed(bound, value)
    return typed


def _typed(bound: forms.BoundField, value: Any) -> dict[str, list[str]]:
    if isinstance(bound.field.widget, forms.MultiWidget):
        parts = bound.field.widget.decompress(value) or []
        return {name: [str(part)] for name, part in zip(inputs(bound), parts, strict=True)}
    if isinstance(value, bool):
        value = "yes" if value else "no"
    return {bound.name: [str(part) for part in value] if isinstance(value, list) else [str(value)]}


def inputs(bound: forms.BoundField) -> list[str]:
    """Return the names of a field's HTML inputs."""
    suffixes: list[str] = getattr(bound.field.widget, "widgets_names", [""])
    return [bound.html_name + suffix for suffix in suffixes]
