"""The portals, each with its own sign-in page, and to which one a request belongs."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cvms.jurisdiction.profile import JURISDICTION

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Portal:
    """One portal: its title, home page and sign-in page."""

    key: str
    title: "str | Promise"
    home: str  # the name of a URL, like `sign_in`: this room imports no other
    sign_in: str


PORTALS = {
    portal.key: portal
    for portal in (
        Portal(
            "organization",
            _("CVMS Organization Portal"),
            "organizations:home",
            "accounts:sign_in_organization",
        ),
        Portal(
            "recipient",
            format_lazy(_("{disease} Vaccine Portal"), disease=JURISDICTION.disease),
            "registration:home",
            "accounts:sign_in_recipient",
        ),
        Portal("staff", _("CVMS Staff Console"), "staff:home", "accounts:sign_in_staff"),
        Portal(
            "provider",
            _("CVMS Provider Pages"),
            "providers:home",
            "accounts:sign_in_provider",
        ),
        Portal("", JURISDICTION.program, "home", ""),
    )
}
_BY_PATH = {
    "organization": "organization",
    "portal": "recipient",
    "staff": "staff",
    "provider": "provider",
}


def portal_of(request: "HttpRequest") -> str:
    """Return the key of the signed-in user's portal, else of the address's portal."""
    # A request refused by an early middleware, such as one for an unknown host, has no user yet.
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and user.portal in PORTALS:
        return str(user.portal)
    return portal_of_path(request.path)


def portal_of_path(path: str) -> str:
    """Return the key of the portal of an address; "" for public pages."""
    return _BY_PATH.get(path.strip("/").partition("/")[0], "")
