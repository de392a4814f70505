"""The links from the front page to the portals, with the people each one is for."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cvms.ui.portals import PORTALS

_FOR = {
    "organization": _("For the points of contact of organizations that were invited."),
    "recipient": _("For people who were invited by email to register for a vaccine."),
    "provider": _("For location managers at vaccinating providers."),
    "staff": _("For the state's own staff."),
}


@dataclass(frozen=True, slots=True)
class PortalLink:
    """A link to a portal's sign-in page, with words about whom it is for."""

    title: str | Promise
    words: str | Promise
    url: str


def portal_links() -> list[PortalLink]:
    """Return the links, most used first."""
    return [
        PortalLink(PORTALS[key].title, words, reverse(PORTALS[key].sign_in))
        for key, words in _FOR.items()
    ]
