"""What others may know of a registration: that there is one, and no more."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cvms.recipients import funnel, invitations
from cvms.recipients.models import Recipient

from .models import Registration


def _registered(recipients: Collection[int]) -> set[int]:
    found = Registration.objects.filter(recipient__in=recipients)
    return set(found.values_list("recipient_id", flat=True))


def _all_registered() -> QuerySet[Recipient]:
    return Recipient.objects.filter(registration__isnull=False)


def register_stage() -> None:
    at = "registration__submitted_at"
    funnel.register("registered", _("Registered"), _all_registered, order=40, at=at)
    invitations.register(_registered)
