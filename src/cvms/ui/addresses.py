"""Addresses of pages that many rooms point to."""

from django.conf import settings
from django.urls import reverse

from cvms.jurisdiction.profile import JURISDICTION


def providers_url() -> str:
    """Where people find out who vaccinates: the state's own page, else the directory here."""
    return JURISDICTION.providers_url or settings.BASE_URL + reverse("providers:directory")
