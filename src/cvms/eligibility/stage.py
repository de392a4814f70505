"""The last stage of the funnel: people who are eligible now."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cvms.recipients import funnel
from cvms.recipients.models import Recipient


def _eligible() -> QuerySet[Recipient]:
    return Recipient.objects.filter(eligibility__open_now=True)


def register_stage() -> None:
    at = "eligibility__told_eligible_at"
    funnel.register("eligible", _("Eligible now"), _eligible, order=50, at=at)
