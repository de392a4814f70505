"""The forms of the verification desk, one for each way to look up a person."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cvms import intake
from cvms.registration.fields import CodeField
from cvms.registration.finding import Way
from cvms.ui.widgets import MemorableDate

UNREMEMBERED = {"autocomplete": "off", "spellcheck": "false"}  # for shared computers


class CodeForm(forms.Form):
    """A code from a dashboard or from paper, typed by a person or by a scanner of QR codes."""

    code = CodeField(
        label=_("Code from the person's dashboard or paper"),
        help_text=_(
            "Such as K7Q2-M9XF. Scan the QR code, or type the code; capitals and the dash do "
            "not matter."
        ),
        widget=forms.TextInput(attrs=UNREMEMBERED | {"autocapitalize": "characters"}),
    )


class NameForm(forms.Form):
    """Last name and date of birth; the first name only if several people match."""

    last_name = forms.CharField(
        label=_("Last name"), max_length=80, widget=forms.TextInput(attrs=UNREMEMBERED)
    )
    date_of_birth = forms.DateField(
        label=_("Date of birth"),
        widget=MemorableDate,
        error_messages={"invalid": _("Enter a date that exists, such as March 4, 1958.")},
    )
    first_name = forms.CharField(
        label=_("First name"),
        max_length=40,
        required=False,
        help_text=_("Only when several people have this last name and date of birth."),
        widget=forms.TextInput(attrs=UNREMEMBERED),
    )

    def clean_date_of_birth(self) -> dt.date:
        born: dt.date = self.cleaned_data["date_of_birth"]
        if born > timezone.localdate():
            raise ValidationError(_("This day is still to come. Check the year."))
        return born


class TellingApartForm(NameForm):
    """More fields to distinguish several people with the same name and date of birth."""

    city = forms.CharField(
        label=_("City where the person lives"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs=UNREMEMBERED),
    )
    phone_end = forms.RegexField(
        r"^\d{4}$",
        label=_("Last 4 digits of the person's phone"),
        required=False,
        error_messages={"invalid": _("Enter 4 digits.")},
        widget=forms.TextInput(attrs=UNREMEMBERED | {"inputmode": "numeric", "maxlength": "4"}),
    )


class EmailForm(forms.Form):
    """The address that an organization loaded."""

    email = forms.CharField(
        label=_("Email"),
        max_length=254,
        widget=forms.EmailInput(attrs=UNREMEMBERED),
        error_messages={"required": _("Enter an email address like name@example.com.")},
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if intake.check_person(intake.ANY_NAME, intake.ANY_NAME, email).errors:
            raise ValidationError(_("Enter an email address like name@example.com."))
        return email


FORMS: dict[Way, type[forms.Form]] = {
    Way.CODE: CodeForm,
    Way.NAME: NameForm,
    Way.EMAIL: EmailForm,
}


def form_for(way: Way, posted: QueryDict) -> forms.Form:
    """Return the posted form; the longer one if it was shown because several people match."""
    longer = way is Way.NAME and "city" in posted
    made = TellingApartForm if longer else FORMS[way]
    return made(posted, auto_id=f"{way.value}_%s")


def unbound() -> dict[str, Any]:
    """Return the three empty forms by way.

    A scanner types where the cursor is, so the code's field has the focus. Its description begins
    with the result of the last look-up, so that a screen reader reads that first.
    """
    forms_of = {way.value: form(auto_id=f"{way.value}_%s") for way, form in FORMS.items()}
    code = forms_of[Way.CODE.value].fields["code"].widget
    code.attrs |= {"autofocus": True, "aria-describedby": "answer code_code_helptext"}
    return forms_of
