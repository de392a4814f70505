"""`/readyz` for load balancers: whether this release can serve with the database as it is."""

from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse

RETRY_SECONDS = 10


@login_not_required
def ready(_request: HttpRequest) -> HttpResponse:
    """Return 200 if pages would work, else 503 with the reason, such as missing migrations."""
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
    """Return this release's migrations, which do not change while it runs."""
    return frozenset(MigrationLoader(None).disk_migrations)
