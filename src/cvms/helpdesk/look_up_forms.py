"""Forms with which an agent looks up a person to remove, one for each way."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cvms.registration.fields import CodeField, DateOfBirthField
from cvms.registration.finding import Way
from cvms.ui.widgets import MemorableDate

from .fields import AddressField
from .models import HelpRequest

UNREMEMBERED = {"autocomplete": "off", "spellcheck": "false"}


class EmailForm(forms.Form):
    """The exact address of the recipient."""

    email = AddressField(
        label=_("The recipient's exact email"), widget=forms.EmailInput(attrs=UNREMEMBERED)
    )


class CodeForm(forms.Form):
    """The code that a person has on paper, or on the dashboard."""

    code = CodeField(
        label=_("Code"),
        help_text=_("Such as K7Q2-M9XF, on the person's paper or dashboard."),
        error_messages={"required": _("Enter the code.")},
        widget=forms.TextInput(attrs=UNREMEMBERED | {"autocapitalize": "characters"}),
    )


class NameForm(forms.Form):
    """All three fields, since the person found can be erased."""

    first_name = forms.CharField(
        label=_("First Name"),
        max_length=40,
        error_messages={"required": _("Enter the first name.")},
        widget=forms.TextInput(attrs=UNREMEMBERED),
    )
    last_name = forms.CharField(
        label=_("Last Name"),
        max_length=80,
        error_messages={"required": _("Enter the last name.")},
        widget=forms.TextInput(attrs=UNREMEMBERED),
    )
    date_of_birth = DateOfBirthField(
        label=_("Date of birth"),
        error_messages={"required": _("Enter the date of birth.")},
        widget=MemorableDate(),
    )


FORMS: dict[Way, type[forms.Form]] = {
    Way.EMAIL: EmailForm,
    Way.CODE: CodeForm,
    Way.NAME: NameForm,
}


def asked_way(request: HelpRequest) -> Way:
    """Return the way to look up with what the requester has given; email takes precedence."""
    if request.person_code and not request.person_email:
        return Way.CODE
    if request.person_date_of_birth and not request.person_email:
        return Way.NAME
    return Way.EMAIL


def look_up_forms(request: HelpRequest) -> dict[str, forms.Form]:
    """Return the three forms by way, filled with what the requester has given."""
    return {
        way.value: form(
            auto_id=f"{way.value}_%s",
            initial={name: getattr(request, f"person_{name}") for name in form.base_fields},
        )
        for way, form in FORMS.items()
    }
