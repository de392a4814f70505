"""Nothing is kept of people begun at a desk who never registered, once their answers are gone."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cvms.audit.actions import record
from cvms.recipients.models import Recipient

from ..models import DeskVisit


def purge_visits() -> None:
    """End the visits of invited people that began more than a day ago."""
    DeskVisit.objects.exclude(pk__in=DeskVisit.objects.under_way()).delete()


@transaction.atomic
def purge_unregistered() -> int:
    """Delete people that a location added by name alone, as giving up does; return how many."""
    before = timezone.now() - timedelta(days=settings.KEEP_DRAFTS_DAYS)
    left = Recipient.objects.filter(
        location__isnull=False, registration=None, draft=None, loaded_at__lt=before
    ).select_for_update(skip_locked=True, of=("self",))
    numbers = list(left.values_list("pk", flat=True)[:1000])
    Recipient.objects.filter(pk__in=numbers).delete()
    if numbers:
        record("providers.people_purged", people=len(numbers))
    return len(numbers)
