"""Delete old requests, expired links, and sealed addresses that are no longer needed."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from cvms.audit.actions import record
from cvms.mail.models import Message

from ..models import HelpRequest, Link, SealedAddress
from .erasing import forget_letters


def forget_addresses() -> int:
    """Delete sealed addresses whose letter is no longer waiting to be sent; return how many."""
    waiting = Message.objects.filter(
        kind__in=["help_removed", "help_corrected"],
        about=OuterRef("pk"),
        state__in=[Message.State.QUEUED, Message.State.SENDING],
    )
    return SealedAddress.objects.filter(~Exists(waiting)).delete()[0]


def purge_links() -> int:
    """Delete expired links to requests; return how many."""
    return Link.objects.filter(created_at__lt=Link.oldest_that_works()).delete()[0]


@transaction.atomic
def purge_old() -> int:
    """Delete requests closed over KEEP_REQUESTS_DAYS ago, with their mail; return how many."""
    before = timezone.now() - timedelta(days=settings.KEEP_REQUESTS_DAYS)
    old = HelpRequest.objects.filter(state=HelpRequest.State.CLOSED, closed_at__lt=before)
    numbers = list(old.select_for_update().values_list("pk", flat=True))
    if numbers:
        forget_letters(numbers)
        HelpRequest.objects.filter(pk__in=numbers).delete()
        record("helpdesk.purged", requests=len(numbers))
    return len(numbers)
