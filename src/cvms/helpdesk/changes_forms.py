"""Forms in which an organization requests changes for several of its people."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cvms.recipients.models import Recipient
from cvms.registration.fields import NameField

from .actions.changes import PersonChange
from .fields import AddressField
from .models import MESSAGE_LENGTH

UNREMEMBERED = {"autocomplete": "off", "spellcheck": "false"}
_FIELDS = ("first_name", "last_name", "email")


class ChangesForm(forms.Form):
    """The chosen people, and a message to the help desk."""

    message = forms.CharField(
        label=_("Anything else that the help desk should know"),
        required=False,
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Please do not write about anyone's health."),
    )

    def __init__(self, data: Any = None, *, people: Sequence[Recipient]) -> None:
        super().__init__(data)
        self.people = people

    def clean(self) -> dict[str, Any]:
        if not self.people:
            raise ValidationError(_("Choose at least one person."))
        return self.cleaned_data

    def changes(self) -> list[PersonChange]:
        """Return the requested change for each person."""
        return [PersonChange(person) for person in self.people]


class CorrectionsForm(ChangesForm):
    """The same form with each person's name and address, to be corrected."""

    def __init__(self, data: Any = None, *, people: Sequence[Recipient]) -> None:
        super().__init__(data, people=people)
        for person in people:
            for name, field in _as_loaded(person).items():
                self.fields[f"{name}_{person.pk}"] = field

    def of_people(self) -> list[tuple[Recipient, list[forms.BoundField]]]:
        """Return each person with their fields, for the template."""
        return [
            (person, [self[f"{name}_{person.pk}"] for name in _FIELDS]) for person in self.people
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not self.changes():
            raise ValidationError(_("Change the name or the email of at least one person."))
        return data

    def changes(self) -> list[PersonChange]:
        """Return the people for whom something was changed, with only what differs."""
        changes = (PersonChange(person, **self._changed(person)) for person in self.people)
        return [one for one in changes if one.first_name or one.last_name or one.email]

    def _changed(self, person: Recipient) -> dict[str, str]:
        said = {name: self.cleaned_data[f"{name}_{person.pk}"] for name in _FIELDS}
        return {name: text for name, text in said.items() if text != getattr(person, name)}


def _as_loaded(person: Recipient) -> dict[str, forms.Field]:
    text = forms.TextInput(attrs=UNREMEMBERED)
    return {
        "first_name": NameField(
            label=_("First Name"), max_length=40, initial=person.first_name, widget=text
        ),
        "last_name": NameField(
            label=_("Last Name"), max_length=80, initial=person.last_name, widget=text
        ),
        "email": AddressField(
            label=_("Email"), initial=person.email, widget=forms.EmailInput(attrs=UNREMEMBERED)
        ),
    }
