"""Erase personal data in files and rejected rows after KEEP_UPLOADS_DAYS."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cvms.audit.actions import record

from ..models import Content, Rejection, TypedRow, Upload


def purge_old() -> int:
    """Erase bytes and rows of up to 1,000 old uploads, keep counts and names; return how many."""
    before = timezone.now() - timedelta(days=settings.KEEP_UPLOADS_DAYS)
    old = Upload.objects.filter(purged_at=None, created_at__lt=before).exclude(
        state__in=Upload.UNDER_WAY
    )
    with transaction.atomic():
        numbers = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True)[:1000])
        Content.objects.filter(upload__in=numbers).delete()
        Rejection.objects.filter(upload__in=numbers).delete()
        TypedRow.objects.filter(upload__in=numbers).delete()
        Upload.objects.filter(pk__in=numbers).update(
            purged_at=timezone.now(), notices=[], problem_params={}
        )
        Upload.objects.filter(pk__in=numbers, state=Upload.State.PREVIEW).update(
            state=Upload.State.CANCELLED,
            counted=0,  # the day it counted for is long over
        )
        if numbers:
            record("uploads.purged", uploads=len(numbers))
    return len(numbers)
