"""When automatic reminders are sent, as an organization's pages show it."""

from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from cvms.organizations.models import Organization


def reminder_days() -> str:
    """Return after how many days people are reminded, such as "3, 7 and 14"; "" if never."""
    *days, last = [str(days) for days in settings.REMINDER_DAYS] or [""]
    both = {"days": ", ".join(days), "last": last}
    return _("%(days)s and %(last)s") % both if days else last


def next_reminder(organization: Organization) -> date | None:
    """Return the next day with reminders to people of the organization's files, or None."""
    now = timezone.now()
    since = now - timedelta(days=max(settings.REMINDER_DAYS, default=0))
    files = organization.uploads.filter(loaded__gt=0, finished_at__gt=since)
    due = [
        loaded + timedelta(days=after)
        for loaded in files.values_list("finished_at", flat=True)
        if loaded
        for after in settings.REMINDER_DAYS
    ]
    return min((timezone.localdate(day) for day in due if day > now), default=None)
