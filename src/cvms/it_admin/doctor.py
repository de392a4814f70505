"""Examine an installation, and report what is wrong with it: one finding for each question."""

import smtplib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from cvms.mail.hold import why_held

from .checks import ANEW, letters

LEAST_SPARE = 10  # database connections


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one question: whether all is well, and if not, what to do about it."""

    name: str
    well: bool
    advice: str = ""

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def examine() -> list[Finding]:
    """Return the findings of all questions; one that cannot be answered is a finding too."""
    return [finding for question in QUESTIONS for finding in _answered(question)]


def _answered(question: "Question") -> Iterator[Finding]:
    try:
        yield from question()
    except DatabaseError as error:
        name = question.__name__.strip("_").replace("_", " ")
        yield Finding(
            name, well=False, advice=f"The database did not answer: {type(error).__name__}"
        )


def _ask(statement: str) -> tuple[object, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row: tuple[object, ...] = cursor.fetchone()
    return row


def _migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    yield Finding("migrations", not missing, f"{len(missing)} are missing: run cvms migrate.")


def _encoding() -> Iterator[Finding]:
    encoding, knows_capitals = letters()
    yield Finding("encoding", encoding == "UTF8", f"It is {encoding}. {ANEW}")
    yield Finding(
        "locale", knows_capitals,
        f"It knows no capital letters beyond A to Z, and searches miss names. {ANEW}",
    )  # fmt: skip


def _role() -> Iterator[Finding]:
    (owns,) = _ask(
        "SELECT pg_has_role(relowner, 'MEMBER') FROM pg_class WHERE relname='audit_event'"
    )
    yield Finding(
        "role", not owns,
        "It owns the tables, so a process that was taken over could turn off the audit trail's"
        " triggers. Use a role of its own, with the rights that cvms grants ROLE prints.",
    )  # fmt: skip


def _cache_table() -> Iterator[Finding]:
    (table,) = _ask("SELECT to_regclass('cache') IS NOT NULL")
    yield Finding("cache table", bool(table), "It is missing: run cvms createcachetable.")


def _workers() -> Iterator[Finding]:
    (alive,) = _ask(
        "SELECT count(*) FROM procrastinate_workers"
        " WHERE last_heartbeat > now() - interval '30 seconds'"  # they write it every 3
    )
    yield Finding(
        "workers", int(str(alive)) >= 2,
        f"{alive} running; the queues uploads and mail each need at least one.",
    )  # fmt: skip


def _connections() -> Iterator[Finding]:
    most, used = _ask(
        "SELECT current_setting('max_connections')::int,"
        " (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')"
    )
    spare = int(str(most)) - int(str(used))
    yield Finding(
        "connections", spare >= LEAST_SPARE,
        f"{spare} of {most} are left: raise max_connections, or run fewer processes or threads.",
    )  # fmt: skip


def _static_files() -> Iterator[Finding]:
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    yield Finding("static files", manifest.exists(), "They are missing: run cvms collectstatic.")


def _mail_server() -> Iterator[Finding]:
    mail, why = get_connection(), ""
    try:
        mail.open()
        mail.close()
    except (OSError, smtplib.SMTPException) as error:
        why = f"It cannot be reached: {type(error).__name__}. Look at CVMS_SMTP_HOST and the rest."
    yield Finding("mail server", not why, why)


def _mail_hold() -> Iterator[Finding]:
    why = why_held()
    yield Finding("mail hold", why is None, f"No mail leaves ({why}): see docs/recover.md.")


def _address() -> Iterator[Finding]:
    address = urlsplit(settings.BASE_URL)
    known = {"*", address.hostname, f".{(address.hostname or '').partition('.')[2]}"}
    yield Finding(
        "host", bool(known & set(settings.ALLOWED_HOSTS)),
        f"{address.hostname} of CVMS_BASE_URL is not in ALLOWED_HOSTS.",
    )  # fmt: skip
    yield Finding(
        "HTTPS", settings.HTTPS, "CVMS_BASE_URL is not https: passwords can be read on the way."
    )
    yield Finding(
        "proxy", settings.TRUST_PROXY or not settings.HTTPS,
        "CVMS_TRUST_PROXY is not set: behind a proxy that ends TLS, pages redirect to themselves.",
    )  # fmt: skip


Question = Callable[[], Iterator[Finding]]
QUESTIONS: tuple[Question, ...] = (
    _migrations,
    _encoding,
    _role,
    _cache_table,
    _workers,
    _connections,
    _static_files,
    _mail_server,
    _mail_hold,
    _address,
)
