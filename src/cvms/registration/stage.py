"""What the organization may know of a registration: that there is one, and no more."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from cvms.recipients.invitations import Stage, register

from .models import Registration


def _registered(recipients: Collection[int]) -> set[int]:
    found = Registration.objects.filter(recipient__in=recipients)
    return set(found.values_list("recipient_id", flat=True))


def register_stage() -> None:
    register(Stage("registered", _("Registered"), _registered))
