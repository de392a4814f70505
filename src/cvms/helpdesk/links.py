"""Private links to requests. The secret exists in the letter, and on the page, alone."""

import secrets
from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from cvms.accounts.models import hash_secret

from .models import HelpRequest, Link


def mint(requests: Iterable[HelpRequest]) -> dict[int, str]:
    """A new link for each request, by its number in the database. Earlier ones go on working."""
    new = {request.pk: secrets.token_urlsafe(32) for request in requests}
    Link.objects.bulk_create(
        Link(request_id=pk, secret_hash=hash_secret(secret)) for pk, secret in new.items()
    )
    return {pk: settings.BASE_URL + path_of(secret) for pk, secret in new.items()}


def path_of(secret: str) -> str:
    """Where a link leads."""
    return reverse("helpdesk:follow", args=[secret])
