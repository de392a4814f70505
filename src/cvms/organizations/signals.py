"""Advance an organization when a point of contact signs in for the first time."""

from typing import Any

from django.contrib.auth.signals import user_logged_in

from cvms.accounts.models import Portal, User

from .actions import organizations


def _signed_in(user: User, **_: Any) -> None:
    if user.portal == Portal.ORGANIZATION:
        organizations.point_of_contact_signed_in(user=user)


def connect() -> None:
    """Connect the handler to the signal of a sign-in."""
    user_logged_in.connect(_signed_in, dispatch_uid="organizations.signed_in", weak=False)
