"""Addresses of pages that many rooms link to."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from cvms.jurisdiction.profile import JURISDICTION


def providers_url(zip_code: str = "") -> str:
    """Return the address of the list of providers: CVMS_PROVIDERS_URL, or our own directory.

    Our directory then starts with the providers near `zip_code`, NNNNN or NNNNN-NNNN.
    """
    if JURISDICTION.providers_url:
        return JURISDICTION.providers_url
    near = "?" + urlencode({"zip_code": zip_code[:5]}) if zip_code else ""
    return settings.BASE_URL + reverse("providers:directory") + near
