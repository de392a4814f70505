"""What is stuck across the state, read from indexes and never from whole tables."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from cvms.mail.hold import Why, why_held
from cvms.mail.models import Message
from cvms.organizations.models import Organization
from cvms.uploads.models import Upload

from .listing import unanswered_before

SHOWN = 5
MOST = 1000  # what is more than this many is said to be that
LATE_MINUTES = 15  # mail due for longer than this is not being sent
RECENT_DAYS = 7


@dataclass(frozen=True, slots=True)
class Some:
    """The first few of what was found, and how many there are up to MOST."""

    rows: list[Any] = field(default_factory=list)
    count: int = 0

    @property
    def more(self) -> bool:
        return self.count > MOST


def _some(found: QuerySet[Any]) -> Some:
    rows = list(found[:SHOWN])
    if len(rows) < SHOWN:
        return Some(rows, len(rows))
    return Some(rows, found.order_by()[: MOST + 1].count())


def unanswered() -> Some:
    """Organizations whose invitation nobody has answered in time, longest first."""
    waiting = Organization.objects.unanswered_since(unanswered_before())
    return _some(waiting.order_by("invited_at", "id"))


def uploads_not_loaded() -> Some:
    """Files of late that failed, or were refused to an organization that has sent none since."""
    since = timezone.now() - timedelta(days=RECENT_DAYS)
    found = Upload.objects.not_loaded().filter(created_at__gte=since)
    return _some(found.select_related("organization").order_by("-id"))


def failed_jobs() -> Some:
    """Background work that was given up; done work is deleted, so the table is small."""
    return _some(ProcrastinateJob.objects.filter(status="failed").order_by("-id"))


@dataclass(frozen=True, slots=True)
class MailTrouble:
    """`late` is the longest waiting message that should have gone, `reason` why it has not."""

    failed: Some
    late: datetime | None
    reason: str


def mail_trouble() -> MailTrouble:
    """Mail that failed of late, and whether mail goes out at all."""
    now = timezone.now()
    since = now - timedelta(days=RECENT_DAYS)
    failed = _some(Message.objects.failed().filter(created_at__gte=since).order_by("-id"))
    late = now - timedelta(minutes=LATE_MINUTES)
    oldest = Message.objects.waiting().filter(created_at__lt=late).order_by("created_at").first()
    if oldest is None:
        return MailTrouble(failed, None, "")
    return MailTrouble(failed, oldest.created_at, oldest.reason_words)


@dataclass(frozen=True, slots=True)
class Hold:
    """Why no mail leaves this system, and how many letters wait, up to MOST."""

    why: Why
    waiting: int
    more: bool


def mail_hold() -> Hold | None:
    """Return what to say on the console while mail is held."""
    why = why_held()
    if why is None:
        return None
    waiting = Message.objects.waiting().order_by()[: MOST + 1].count()
    return Hold(why, min(waiting, MOST), waiting > MOST)
