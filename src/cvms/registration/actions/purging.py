"""Delete drafts after KEEP_DRAFTS_DAYS without a change."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cvms.audit.actions import record

from ..models import Draft


@transaction.atomic
def purge_old() -> int:
    """Delete up to 1,000 old drafts, except those being saved; return how many.

    Answers submitted before are kept.
    """
    before = timezone.now() - timedelta(days=settings.KEEP_DRAFTS_DAYS)
    old = Draft.objects.filter(saved_at__lt=before).select_for_update(skip_locked=True)
    numbers = list(old.values_list("pk", flat=True)[:1000])
    Draft.objects.filter(pk__in=numbers).delete()
    if numbers:
        record("registration.drafts_purged", drafts=len(numbers))
    return len(numbers)
