"""Delete people who were added at a desk but never registered, and visits that are over."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cvms.audit.actions import record
from cvms.recipients.models import Recipient

from ..models import DeskVisit


def purge_visits() -> None:
    """Delete visits of invited people that began more than a day ago."""
    DeskVisit.objects.exclude(pk__in=DeskVisit.objects.under_way()).delete()


@transaction.atomic
def purge_unregistered() -> int:
    """Delete up to 1,000 people added at a desk without draft or registration; return how many."""
    before = timezone.now() - timedelta(days=settings.KEEP_DRAFTS_DAYS)
    left = Recipient.objects.filter(
        location__isnull=False, registration=None, draft=None, loaded_at__lt=before
    ).select_for_update(skip_locked=True, of=("self",))
    numbers = list(left.values_list("pk", flat=True)[:1000])
    Recipient.objects.filter(pk__in=numbers).delete()
    if numbers:
        record("providers.people_purged", people=len(numbers))
    return len(numbers)
