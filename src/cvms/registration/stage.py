"""Tell other rooms whether a person has registered, and nothing else about the registration."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from cvms.recipients import funnel, invitations
from cvms.recipients.models import Recipient

from .models import Registration


def has_registered() -> Exists:
    """Return a query expression that is true for recipients who have registered."""
    return Exists(Registration.objects.filter(recipient=OuterRef("pk")))


def _all_registered() -> QuerySet[Recipient]:
    return Recipient.objects.filter(registration__isnull=False)


def register_stage() -> None:
    at = "registration__submitted_at"
    funnel.register("registered", _("Registered"), _all_registered, order=40, at=at)
    invitations.register(has_registered)
