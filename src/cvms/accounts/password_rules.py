"""The rules for passwords: the checklist on the page, and the validators for the same rules."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the checklist; the page's script checks it off by `pattern`."""

    words: str | Promise
    pattern: str  # a JavaScript regular expression, for the flag "u"


def rules() -> list[Rule]:
    """Return the guide's checklist (Log-In, step 2): "10 characters, 1 letter, 1 number"."""
    length = settings.PASSWORD_LENGTH
    return [
        Rule(
            format_lazy(gettext_lazy("{length} characters"), length=length),
            rf"^[\s\S]{{{length},}}$",
        ),
        Rule(gettext_lazy("1 letter"), r"\p{L}"),
        Rule(gettext_lazy("1 number"), r"\p{Nd}"),
    ]


class GuideRule:
    """Require enough characters, a letter and a number, in any script, and nothing else."""

    def validate(self, password: str, _user: Any = None) -> None:
        enough = len(password) >= settings.PASSWORD_LENGTH
        letter = any(character.isalpha() for character in password)
        number = any(character.isdigit() for character in password)
        if not (enough and letter and number):
            raise ValidationError(self.get_help_text(), code="password_guide_rule")

    def get_help_text(self) -> str:
        return _("Use at least %(length)d characters, with at least 1 letter and 1 number.") % {
            "length": settings.PASSWORD_LENGTH
        }


class NotTheAddress:
    """Refuse the person's own address, or the part before the @: attackers try these first."""

    def validate(self, password: str, user: Any = None) -> None:
        email = getattr(user, "email", "").lower()
        local = email.partition("@")[0]
        own = {email, getattr(user, "username", "").lower()} - {""}
        if password.lower() in own or (
            len(local) > 3 and password.lower().strip("0123456789") == local
        ):
            raise ValidationError(self.get_help_text(), code="password_is_address")

    def get_help_text(self) -> str:
        return _("Choose a password that is not your email address or your username.")
