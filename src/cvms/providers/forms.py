"""Forms for a location, its managers, people at its desk, and the search of the directory."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cvms import intake
from cvms.jurisdiction import counties
from cvms.jurisdiction.fields import CountyField, PhoneField, StateField, ZipCodeField
from cvms.jurisdiction.profile import JURISDICTION
from cvms.registration.fields import DateOfBirthField, NameField
from cvms.ui.widgets import MemorableDate

from .models import Location

UNREMEMBERED = forms.TextInput(attrs={"autocomplete": "off"})  # other people's data
YES_NO = [(True, _("Yes")), (False, _("No"))]


if TYPE_CHECKING:
    _OfLocation = forms.ModelForm[Location]
else:
    _OfLocation = forms.ModelForm


class LocationForm(_OfLocation):
    """A location's information in the public directory; matches the fields of `Location`."""

    name = forms.CharField(label=_("Name"), max_length=200)
    street = forms.CharField(label=_("Street Address"), max_length=200)
    city = forms.CharField(label=_("City"), max_length=100)
    state = StateField(label=_("State"), max_length=40, initial=JURISDICTION.usps)
    zip_code = ZipCodeField(
        label=_("Zip Code"), max_length=12, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    county = CountyField(
        label=_("County"), error_messages={"required": _("Choose a county from the list.")}
    )
    phone = PhoneField(
        label=_("Phone Number (XXX-XXX-XXXX)"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    website = forms.URLField(
        label=_("Website"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=_("Enter a phone number, a website, or both."),
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    hours = forms.CharField(
        label=_("Hours"),
        max_length=500,
        required=False,
        help_text=_("For example: Monday to Friday 9 AM to 5 PM, Saturday 9 AM to noon"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    takes_appointments = forms.TypedChoiceField(
        label=_("Does this location take appointments now?"),
        choices=YES_NO,
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Location
        fields = [
            "name", "street", "city", "state", "zip_code", "county",
            "phone", "website", "hours", "takes_appointments",
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("phone") == data.get("website") == "":  # invalid ones are not in the data
            self.add_error("phone", _("Enter a phone number or a website."))
        return data


class ManagerForm(forms.Form):
    """A location manager to appoint."""

    first_name = forms.CharField(label=_("First name"), max_length=40)
    last_name = forms.CharField(label=_("Last name"), max_length=80)
    email = forms.CharField(
        label=_("Email"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter an email address like name@example.com.")},
    )

    def clean(self) -> dict[str, Any]:
        """Check name and address as for recipients, since letters contain them too."""
        data = self.cleaned_data
        person = intake.check_person(
            data.get("first_name", intake.ANY_NAME),
            data.get("last_name", intake.ANY_NAME),
            data.get("email", "a@b.test"),
        )
        for code in person.errors:
            field = _FIELD_OF[code.value.split("-")[0]]
            self.add_error(field, intake.reasons([code]) + ".")
        return data


_FIELD_OF = {"first": "first_name", "last": "last_name", "email": "email"}


class PersonForm(forms.Form):
    """A person to register at the desk; the wizard asks for the rest."""

    first_name = NameField(label=_("Legal first name"), max_length=40, widget=UNREMEMBERED)
    last_name = NameField(label=_("Legal last name"), max_length=80, widget=UNREMEMBERED)
    date_of_birth = DateOfBirthField(
        label=_("Date of birth"),
        widget=MemorableDate,
        error_messages={"required": _("Enter the date of birth.")},
    )


class AnotherForm(PersonForm):
    """The same form, if there is a person with that name and date of birth already."""

    another = forms.BooleanField(
        label=_("This is another person, who has no record yet"), required=False
    )


class SearchForm(forms.Form):
    """A search of the directory; every field is optional."""

    zip_code = ZipCodeField(
        label=_("ZIP code"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    county = CountyField(label=_("County"), required=False)
    appointments = forms.BooleanField(
        label=_("Only those that take appointments now"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        county = cast("CountyField", self.fields["county"])
        county.choices = [("", _("All counties")), *counties.counties().items()]
