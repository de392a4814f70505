"""What signing in leaves behind is deleted once it has expired."""

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from cvms.audit.actions import record

from ..limits.counting import forget_old
from ..models import PasswordLink, Session


def purge_sessions() -> int:
    """Delete sessions that are over; return how many. Those of people who signed out are gone."""
    count, _of_each = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return count


def purge_limits() -> int:
    """Delete counts of tries, and marks of used codes, that limit nothing now; return how many."""
    counts = forget_old()
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [timezone.now()])  # noqa: S608 -- the setting's
        return counts + int(cursor.rowcount)


def purge_links() -> int:
    """Delete password links that expired long ago; return how many.

    Until then they offer a new one.
    """
    before = timezone.now() - timedelta(days=settings.KEEP_LINKS_DAYS)
    count = PasswordLink.objects.filter(expires_at__lt=before).delete()[0]
    if count:
        record("accounts.links_purged", links=count)
    return count
