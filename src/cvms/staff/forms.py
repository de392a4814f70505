"""Forms of the console: a list to invite, and a question to the audit trail."""

import uuid
from datetime import date
from typing import Any, cast

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from cvms.audit import trail
from cvms.uploads.forms import ACCEPT

from .audit_names import accounts_of, action_words, organizations_of, records_of


class ListForm(forms.Form):
    """A file of organizations; `key` makes a double click a single list."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    file = forms.FileField(
        label=_("List of organizations"),
        allow_empty_file=True,
        max_length=None,
        error_messages={"required": _("Choose a file first, then upload it.")},
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )


_IN_A_CALENDAR = (
    MinValueValidator(date(1900, 1, 1), _("Enter a day between 1900 and 2999.")),
    MaxValueValidator(date(2999, 12, 31), _("Enter a day between 1900 and 2999.")),
)
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")  # the format that HTML requires


class AuditForm(forms.Form):
    """A question by names; the URL then has only primary keys (see `audit_questions`)."""

    actor = forms.CharField(
        label=_("Who did it (name, username or email)"), required=False, max_length=320
    )
    person = forms.CharField(
        label=_("Person it is about (name, username or email)"), required=False, max_length=320
    )
    organization = forms.CharField(label=_("Organization"), required=False, max_length=200)
    address = forms.GenericIPAddressField(
        label=_("Network address"),
        required=False,
        error_messages={"invalid": _("Enter a network address such as 192.0.2.7.")},
    )
    first = forms.DateField(label=_("From"), required=False, widget=_DAY, validators=_IN_A_CALENDAR)
    last = forms.DateField(label=_("To"), required=False, widget=_DAY, validators=_IN_A_CALENDAR)

    actions = forms.MultipleChoiceField(
        label=_("What happened"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actions = cast("forms.MultipleChoiceField", self.fields["actions"])
        actions.choices = [(name, action_words(name)) for name in trail.known_actions()]

    def main_fields(self) -> list[forms.BoundField]:
        """Return all fields but the actions, which the template shows separately."""
        return [field for field in self if field.name != "actions"]

    def clean_actor(self) -> list[int]:
        typed = self.cleaned_data["actor"].strip()
        accounts = accounts_of(typed) if typed else []
        if typed and not accounts:
            raise forms.ValidationError(_("No account has this name, username or email."))
        return accounts

    def clean_person(self) -> list[tuple[str, str]]:
        typed = self.cleaned_data["person"].strip()
        records = records_of(typed) if typed else []
        if typed and not records:
            raise forms.ValidationError(_("Nobody has this name, username or email."))
        return records

    def clean_organization(self) -> list[int]:
        typed = self.cleaned_data["organization"].strip()
        found = organizations_of(typed) if typed else []
        if typed and not found:
            raise forms.ValidationError(_("No organization has this name."))
        return found

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("first") and data.get("last") and data["first"] > data["last"]:
            self.add_error("last", _("Choose a day that is not before the first."))
        return data
