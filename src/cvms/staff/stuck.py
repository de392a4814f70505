"""Find what is stuck in the whole state, using indexes, never whole tables."""

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
MOST = 1000  # counting stops here, and the page says "over 1,000"
LATE_MINUTES = 15  # mail that waits for longer than this counts as stuck
RECENT_DAYS = 7


@dataclass(frozen=True, slots=True)
class Some:
    """The first few rows found, and how many there are, counted up to MOST."""

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
    """Return organizations whose invitation was not answered in time, the oldest first."""
    waiting = Organization.objects.unanswered_since(unanswered_before())
    return _some(waiting.order_by("invited_at", "id"))


def uploads_not_loaded() -> Some:
    """Return recent files that failed, or were refused without a later file."""
    since = timezone.now() - timedelta(days=RECENT_DAYS)
    found = Upload.objects.not_loaded().filter(created_at__gte=since)
    return _some(found.select_related("organization").order_by("-id"))


def failed_jobs() -> Some:
    """Return jobs that were given up; successful jobs are deleted, so the table is small."""
    return _some(ProcrastinateJob.objects.filter(status="failed").order_by("-id"))


@dataclass(frozen=True, slots=True)
class MailTrouble:
    """`late` is since when the oldest late message waits, or None; `reason` is why it waits."""

    failed: Some
    late: datetime | None
    reason: str


def mail_trouble() -> MailTrouble:
    """Return mail that failed recently, and whether mail is stuck."""
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
    """Why mail is held, and how many messages wait, counted up to MOST."""

    why: Why
    waiting: int
    more: bool


def mail_hold() -> Hold | None:
    """Return what the console shows while mail is held, or None."""
    why = why_held()
    if why is None:
        return None
    waiting = Message.objects.waiting().order_by()[: MOST + 1].count()
    return Hold(why, min(waiting, MOST), waiting > MOST)
