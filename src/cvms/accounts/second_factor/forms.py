"""Allauth's forms for second factors, in the product's words."""

from typing import TYPE_CHECKING, Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

NAME_LENGTH = 60


def _code(label: "_StrPromise") -> forms.CharField:
    """Return a field for six digits from an app, or eight of a recovery code, with any spaces."""
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
    return forms.CharField(label=label, max_length=20, widget=forms.TextInput(attrs=attrs))


def _name() -> forms.CharField:
    return forms.CharField(label=_("Name of this passkey"), max_length=NAME_LENGTH)


class SignInCodeForm(AuthenticateForm):
    """Asks for a code to sign in."""

    code = _code(_("Code"))


class ConfirmCodeForm(ReauthenticateForm):
    """Asks for a code again before a sensitive action."""

    code = _code(_("Code"))


class FirstCodeForm(ActivateTOTPForm):
    """Asks for a new authenticator app's first code."""

    code = _code(_("Code from the app"))


class PasskeyForm(AddWebAuthnForm):
    """A new passkey; its name is optional, since the device has created the passkey already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _name()
        self.fields["name"].required = False
        made = self.fields["credential"]  # hidden: the browser fills it in
        made.label = _("Passkey")
        made.error_messages["required"] = _(
            "No passkey was made. Try again, or set up an authenticator app instead."
        )
        self.order_fields(["name"])


class RenamePasskeyForm(EditWebAuthnForm):
    """Changes a passkey's name."""

    name = _name()
