"""Forms for signing in and setting a password."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from .models import User, username_typed

NEW_PASSWORD = {"autocomplete": "new-password"}


class SignInForm(LoginForm):
    """Username or email, and password; the portal decides which account an email means."""

    def __init__(self, *args: Any, portal: str, **kwargs: Any) -> None:
        self.portal = portal
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("Username or email"),
            max_length=320,
            widget=forms.TextInput(
                attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
            ),
        )
        self.fields["password"] = forms.CharField(
            label=_("Password"),
            strip=False,
            max_length=1000,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        )
        self.order_fields(["login", "password"])

    def clean_login(self) -> str:
        return username_typed(self.portal, self.cleaned_data["login"])


class ForgotPasswordForm(forms.Form):
    """The account that needs a new password; never tells whether it exists."""

    login = forms.CharField(
        label=_("Username or email"),
        max_length=320,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class NewPasswordForm(forms.Form):
    """The guide's form "Change Your Password"; spaces at the ends are part of a password."""

    password = forms.CharField(
        label=_("New Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
    )
    confirm = forms.CharField(
        label=_("Confirm New Password"),
        error_messages={"required": _("Enter the new password again.")},
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password, self.user)
        return password

    def clean(self) -> None:
        password, confirm = (self.cleaned_data.get(name) for name in ("password", "confirm"))
        if password and confirm and password != confirm:
            self.add_error(
                "confirm", _("The two passwords are not the same. Type the new password again.")
            )


class ChangePasswordForm(NewPasswordForm):
    """The same form for people who are signed in, who must enter their current password."""

    current = forms.CharField(
        label=_("Current Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["current", "password", "confirm"]

    def clean_current(self) -> str:
        current: str = self.cleaned_data["current"]
        if not self.user.check_password(current):
            raise forms.ValidationError(_("This is not your current password."))
        return current
