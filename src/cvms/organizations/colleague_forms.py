"""Forms of a point of contact about colleagues, and about themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cvms import intake

from .forms import ContactForm
from .models import PointOfContact, PointOfContactQuerySet


class ColleagueForm(ContactForm):
    """A colleague who will also act for the organization."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_name"].label = _("First Name")
        self.fields["last_name"].label = _("Last Name")
        self.fields["email"].label = _("Work email")


class NameForm(forms.Form):
    """The user's own name, as colleagues and the health department see it."""

    first_name = forms.CharField(
        label=_("First Name"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=_("Last Name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )

    def clean(self) -> dict[str, Any]:
        """Check the name as for recipients, since letters contain it too."""
        data = {name: intake.clean(text) for name, text in self.cleaned_data.items()}
        first, last = (data.get(name, intake.ANY_NAME) for name in ("first_name", "last_name"))
        for code in intake.check_person(first, last, "a@b.test").errors:
            field = "first_name" if code.value.startswith("first") else "last_name"
            self.add_error(field, intake.reasons([code]) + ".")
        return data


class HandOverForm(forms.Form):
    """The colleague to hand over to, who can sign in already."""

    to = forms.ModelChoiceField(
        label=_("Who takes over?"),
        queryset=PointOfContact.objects.none(),
        empty_label=_("- Select -"),
        error_messages={"required": _("Choose the colleague who takes over.")},
    )

    def __init__(self, *args: Any, colleagues: PointOfContactQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.queryset = colleagues
        to.label_from_instance = lambda one: f"{one.user.full_name} ({one.user.email})"
