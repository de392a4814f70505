"""Forms in which a staff administrator invites colleagues and sets what they may do."""

from typing import Any, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cvms import intake
from cvms.accounts.models import User
from cvms.accounts.permissions import STAFF_ROLES, Permission, Role

_OFF = {"autocomplete": "off"}


class RolesInput(forms.CheckboxSelectMultiple):
    """Checkboxes; those for roles that the user may not give are disabled."""

    not_theirs: frozenset[str] = frozenset()

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        if option["value"] in self.not_theirs:
            option["attrs"]["disabled"] = True
        return option


class RolesField(forms.MultipleChoiceField):
    """The roles of an account, one or several."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Roles"),
            choices=[(role.value, capfirst(role.label)) for role in STAFF_ROLES],
            widget=RolesInput,
            error_messages={"required": _("Choose at least one role.")},
        )


class _OfRoles(forms.Form):
    """A form with a field for roles; `by` is the user who fills it in."""

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not by.may(Permission.USE_ADMIN):
            roles = cast("RolesField", self.fields["roles"])
            cast("RolesInput", roles.widget).not_theirs = frozenset({Role.STATE_IT.value})
            roles.help_text = _("Only state IT can give or change the role State IT.")


class InviteStaffForm(_OfRoles):
    """A colleague who gets an account."""

    first_name = forms.CharField(
        label=_("First Name"), max_length=40, widget=forms.TextInput(attrs=_OFF)
    )
    last_name = forms.CharField(
        label=_("Last Name"), max_length=80, widget=forms.TextInput(attrs=_OFF)
    )
    email = forms.CharField(
        label=_("Email"),
        max_length=254,
        widget=forms.EmailInput(attrs=_OFF),
        error_messages={"required": _("Enter an email address like name@example.com.")},
    )
    roles = RolesField()

    def clean(self) -> dict[str, Any]:
        """Check name and address as for recipients, since letters contain them too."""
        data = self.cleaned_data
        first, last = (data.get(name, intake.ANY_NAME) for name in ("first_name", "last_name"))
        for code in intake.check_person(first, last, data.get("email", "a@b.test")).errors:
            field = {"first": "first_name", "last": "last_name", "email": "email"}
            self.add_error(field[code.value.split("-")[0]], intake.reasons([code]) + ".")
        return data


class AccessForm(_OfRoles):
    """What a colleague's account may do, and whether it may sign in."""

    roles = RolesField()
    is_active = forms.BooleanField(label=_("Can sign in"), required=False)
