"""The template context of every page: the state's names, the portal, the menu, the idle limit."""

from typing import TYPE_CHECKING, Any

from django.conf import settings

from cvms.jurisdiction.profile import JURISDICTION

from . import navigation
from .addresses import providers_url
from .portals import PORTALS, portal_of

if TYPE_CHECKING:
    from django.http import HttpRequest


def site(request: "HttpRequest") -> dict[str, Any]:
    """Return the context of `ui/base.html`; a Django context processor."""
    return {
        "JURISDICTION": JURISDICTION,
        "portal": PORTALS[portal_of(request)],
        "nav": navigation.items(request),
        "acting_for": navigation.acting_for(request),
        "providers_url": providers_url(),
        "idle_minutes": settings.IDLE_MINUTES,
        "idle_warning_minutes": settings.IDLE_WARNING_MINUTES,
        "languages": settings.LANGUAGES,
    }
