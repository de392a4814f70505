"""Addresses of pages that many rooms point to."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from cvms.jurisdiction.profile import JURISDICTION


def providers_url(zip_code: str = "") -> str:
    """Where people find out who vaccinates: the directory here, or the page that a setting names.

    The directory begins with the providers near this ZIP code, NNNNN or NNNNN-NNNN.
    """
    if JURISDICTION.providers_url:
        return JURISDICTION.providers_url
    near = "?" + urlencode({"zip_code": zip_code[:5]}) if zip_code else ""
    return settings.BASE_URL + reverse("providers:directory") + near
