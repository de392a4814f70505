"""Forms for an organization's information, and for inviting an organization."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cvms import intake
from cvms.jurisdiction.fields import CountyField, PhoneField, StateField, ZipCodeField
from cvms.jurisdiction.profile import JURISDICTION

from .address_doubts import doubts
from .models import Organization

if TYPE_CHECKING:
    _OfOrganization = forms.ModelForm[Organization]
else:
    _OfOrganization = forms.ModelForm

NAME_LIMIT = 200  # characters of an organization's name


NAME_PROBLEMS = {
    "organization-too-long": _("Shorten the organization's name to 200 characters."),
    "organization-invalid": _(
        "Enter the name without a web or mail address, and without the signs < and >."
    ),
    "organization-blank": _("Enter the organization's name."),
}


def name_problem(name: str) -> str:
    """Return which of `NAME_PROBLEMS` a name has, since letters contain it; "" for none."""
    if len(name) > NAME_LIMIT:
        return "organization-too-long"
    if not intake.fits_a_letter(name):
        return "organization-invalid"
    return "" if name else "organization-blank"


class NameField(forms.CharField):
    """An organization's name, cleaned like a cell of a list, and safe in letters."""

    def clean(self, value: Any) -> str:
        name = intake.clean(super().clean(value))
        if problem := name_problem(name):
            raise forms.ValidationError(NAME_PROBLEMS[problem])
        return name


class InformationForm(_OfOrganization):
    """Step 1 on the guide's home page, with its labels in its order."""

    name = NameField(
        label=_("Name"),
        max_length=NAME_LIMIT,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    street = forms.CharField(
        label=_("Street Address"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    city = forms.CharField(
        label=_("City"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    state = StateField(
        label=_("State"),
        max_length=40,
        initial=JURISDICTION.usps,
        widget=forms.TextInput(attrs={"autocomplete": "address-level1"}),
    )
    zip_code = ZipCodeField(
        label=_("Zip Code"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric"}),
    )
    county = CountyField(
        label=_("County"), error_messages={"required": _("Choose a county from the list.")}
    )
    phone = PhoneField(
        label=_("Phone Number (XXX-XXX-XXXX)"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel-national", "type": "tel"}),
    )

    sure = forms.BooleanField(label=_("It is right as it is."), required=False)

    class Meta:
        model = Organization
        fields = ["name", "street", "city", "state", "zip_code", "county", "phone"]

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, instance: Organization, **kwargs: Any
    ) -> None:
        initial = {"state": instance.state or JURISDICTION.usps} | kwargs.pop("initial", {})
        super().__init__(data, instance=instance, initial=initial, **kwargs)

    def shown(self) -> list[forms.BoundField]:
        """Return the fields to show, with "right as it is" only if something looks wrong."""
        asked = "sure" in self.data or any(self.has_error(name, code="odd") for name in self.fields)
        return [field for field in self if asked or field.name != "sure"]

    def clean(self) -> dict[str, Any]:
        """Ask about what looks wrong, unless the user has confirmed that it is right."""
        data = super().clean() or self.cleaned_data
        if not data.pop("sure", False):
            typed = {name: data.get(name, "") for name in ("state", "zip_code", "county")}
            for name, question in doubts(**typed).items():
                self.add_error(name, forms.ValidationError(question, code="odd"))
        return data


class ContactForm(forms.Form):
    """A point of contact as a person."""

    first_name = forms.CharField(label=_("Point of contact's first name"), max_length=40)
    last_name = forms.CharField(label=_("Point of contact's last name"), max_length=80)
    email = forms.CharField(
        label=_("Point of contact's email"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """Check name and address as for recipients, since letters contain them too."""
        data = self.cleaned_data
        first, last = (data.get(name, intake.ANY_NAME) for name in ("first_name", "last_name"))
        person = intake.check_person(first, last, data.get("email", "a@b.test"))
        for code in person.errors:
            self.add_error(_FIELD_OF[code.value.split("-")[0]], intake.reasons([code]) + ".")
        return data


class InviteForm(ContactForm):
    """An organization to invite, and its point of contact."""

    name = NameField(label=_("Organization name"), max_length=NAME_LIMIT)
    another = forms.BooleanField(
        label=_("It is another organization with the same name."), required=False
    )
    field_order = ["name"]

    def about_invitation(self) -> list[forms.BoundField]:
        """Return the fields to show; "another organization" only if the name exists already."""
        asked = "another" in self.data or self.has_error("name", code="known")
        return [field for field in self if asked or field.name != "another"]


_FIELD_OF = {"first": "first_name", "last": "last_name", "email": "email"}
