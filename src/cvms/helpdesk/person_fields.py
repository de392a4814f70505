"""The fields of the public form that identify a person to remove.

Several people may have the same name. An organization knows the email; a person who was registered
at a provider's desk has none, but has a paper with a code, or at least a date of birth.
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from cvms.registration.fields import CodeField, DateOfBirthField
from cvms.ui.widgets import MemorableDate

from .fields import AddressField

_NEEDED = {
    "person_first_name": _("Enter the first name of the person to remove."),
    "person_last_name": _("Enter the last name of the person to remove."),
}
_TELLS_APART = ("person_email", "person_code", "person_date_of_birth")


def person_fields() -> dict[str, forms.Field]:
    """Return the fields by name; which are needed depends on the topic."""
    plain = {"autocomplete": "off"}
    return {
        "person_first_name": forms.CharField(
            label=_("First Name"), max_length=40, required=False, widget=forms.TextInput(plain)
        ),
        "person_last_name": forms.CharField(
            label=_("Last Name"), max_length=80, required=False, widget=forms.TextInput(plain)
        ),
        "person_email": AddressField(
            label=_("Email"),
            required=False,
            help_text=_("The email with which the person was uploaded."),
            widget=forms.EmailInput(plain),
        ),
        "person_code": CodeField(
            label=_("Code"),
            required=False,
            help_text=_(
                "For a person without email: the code on the paper that a provider's desk gave"
                " them, such as K7Q2-M9XF."
            ),
            widget=forms.TextInput(plain | {"autocapitalize": "characters"}),
        ),
        "person_date_of_birth": DateOfBirthField(
            label=_("Date of birth"),
            required=False,
            help_text=_("Only if there is neither an email nor a code."),
            widget=MemorableDate(),
        ),
    }


def check_person(form: forms.Form) -> None:
    """Require the name, and one field that distinguishes people with the same name."""
    data = form.cleaned_data
    for name, words in _NEEDED.items():
        if name not in form.errors and not data.get(name):
            form.add_error(name, words)
    if not any(name in form.errors or data.get(name) for name in _TELLS_APART):
        form.add_error(
            "person_email",
            _("Enter the person's email. For a person without one, the code or the date of birth."),
        )
