"""Forms on the pages about people."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cvms.recipients.models import Recipient
from cvms.registration.fields import DateOfBirthField, NameField
from cvms.ui.widgets import MemorableDate

from .fields import AddressField

UNREMEMBERED = {"autocomplete": "off", "spellcheck": "false"}


class PeopleForm(forms.Form):
    """A search for people, by words or date of birth, of which one is enough."""

    words = forms.CharField(
        label=_("Name, email, phone, or code"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs=UNREMEMBERED),
    )
    date_of_birth = DateOfBirthField(
        label=_("Date of birth"), required=False, widget=MemorableDate()
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        nothing = not data.get("words") and not data.get("date_of_birth")
        if nothing and not self.errors:
            self.add_error("words", _("Enter a name, an email, a phone number, or a code."))
        return data


class CorrectForm(forms.Form):
    """The correct name and address of a person."""

    first_name = NameField(
        label=_("First Name"), max_length=40, widget=forms.TextInput(attrs=UNREMEMBERED)
    )
    last_name = NameField(
        label=_("Last Name"), max_length=80, widget=forms.TextInput(attrs=UNREMEMBERED)
    )
    email = AddressField(label=_("Email"), widget=forms.EmailInput(attrs=UNREMEMBERED))

    def __init__(self, data: Mapping[str, Any] | None = None, *, person: Recipient) -> None:
        known = {name: getattr(person, name) for name in ("first_name", "last_name", "email")}
        super().__init__(data, initial=known, auto_id="correct_%s")
        if person.user is None:
            del self.fields["email"]


class ChecksForm(forms.Form):
    """The checks that are required before a second factor is removed, as far as possible.

    The agent types the date of birth as the person says it, and the form compares it.
    """

    said_name = forms.BooleanField(
        label=_("The person told me their full name, and it is right."),
        error_messages={"required": _("Ask for the full name first.")},
    )
    date_of_birth = DateOfBirthField(
        label=_("Date of birth, as the person says it"),
        error_messages={"required": _("Ask for the date of birth, and enter it.")},
        widget=MemorableDate(),
    )
    called_back = forms.BooleanField(
        label=_("I called the person back at the phone number on file."),
        error_messages={"required": _("Call the person back at the number on file first.")},
    )
    wrote_back = forms.BooleanField(
        label=_("I wrote to the email on file, and the person answered from it."),
        error_messages={"required": _("Write to the email on file, and wait for the answer.")},
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, born: date | None, phone: str
    ) -> None:
        """Check the email of people without `phone`; `born` is None for unregistered people."""
        super().__init__(data, auto_id="checks_%s")
        self._born = born
        del self.fields["wrote_back" if phone else "called_back"]
        if born is None:
            del self.fields["date_of_birth"]

    def clean_date_of_birth(self) -> date | None:
        said: date | None = self.cleaned_data["date_of_birth"]
        if said != self._born:
            raise forms.ValidationError(
                _("This is not the date of birth on file. Do not remove the second step.")
            )
        return said
