"""The portals, each with a sign-in page of its own, and which one a request belongs to."""

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
    """One portal: what its pages are called and where its people start."""

    key: str
    title: "str | Promise"
    home: str  # URL names, so that this room imports none of the others
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
    """The key of the signed-in person's portal, else of the portal the address is in."""
    # A request refused by an early middleware, such as one for an unknown host, has no user yet.
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and user.portal in PORTALS:
        return str(user.portal)
    return portal_of_path(request.path)


def portal_of_path(path: str) -> str:
    """The key of the portal that an address is in; "" for pages that belong to none."""
    return _BY_PATH.get(path.strip("/").partition("/")[0], "")
