"""Whether this release can serve on the database as it is: what a load balancer asks."""

from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse

RETRY_SECONDS = 10


@login_not_required
def ready(_request: HttpRequest) -> HttpResponse:
    """200 when pages would work; 503 with one reason: no database, read only, not migrated."""
    reason = _reason_not_to()
    if not reason:
        return HttpResponse("ready", content_type="text/plain")
    answer = HttpResponse(reason, status=503, content_type="text/plain")
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer


def _reason_not_to() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('transaction_read_only')::bool")
            if cursor.fetchone()[0]:
                return "the database is read only"
            cursor.execute("SELECT app, name FROM django_migrations")
            missing = len(_migrations() - set(cursor.fetchall()))
    except DatabaseError:
        return "the database is not there, or not migrated"
    return f"{missing} migrations are missing: run cvms migrate" if missing else ""


@cache
def _migrations() -> frozenset[tuple[str, str]]:
    """Those of this release, as the database names them; they do not change while it runs."""
    return frozenset(MigrationLoader(None).disk_migrations)
