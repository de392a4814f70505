"""Create private links to requests. Their secret exists only in the letter and in the URL."""

import secrets
from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from cvms.accounts.models import hash_secret

from .models import HelpRequest, Link


def mint(requests: Iterable[HelpRequest]) -> dict[int, str]:
    """Create a link for each request; return URLs by primary key. Earlier links keep working."""
    new = {request.pk: secrets.token_urlsafe(32) for request in requests}
    Link.objects.bulk_create(
        Link(request_id=pk, secret_hash=hash_secret(secret)) for pk, secret in new.items()
    )
    return {pk: settings.BASE_URL + path_of(secret) for pk, secret in new.items()}


def path_of(secret: str) -> str:
    """Return the path of a link with this secret."""
    return reverse("helpdesk:follow", args=[secret])
