"""Delete expired sessions, limits and password links."""

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from cvms.audit.actions import record

from ..limits.counting import forget_old
from ..models import PasswordLink, Session


def purge_sessions() -> int:
    """Delete expired sessions; return how many. Signing out deletes a session at once."""
    count, _of_each = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return count


def purge_limits() -> int:
    """Delete expired counts of attempts, and marks of used codes; return how many."""
    counts = forget_old()
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [timezone.now()])  # noqa: S608 -- the setting's
        return counts + int(cursor.rowcount)


def purge_links() -> int:
    """Delete password links that expired more than KEEP_LINKS_DAYS ago; return how many.

    Until then, the page of an expired link offers a new one.
    """
    before = timezone.now() - timedelta(days=settings.KEEP_LINKS_DAYS)
    count = PasswordLink.objects.filter(expires_at__lt=before).delete()[0]
    if count:
        record("accounts.links_purged", links=count)
    return count
