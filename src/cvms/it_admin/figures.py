"""Figures about the whole system for monitoring: queues, letters, workers, connections.

No query grows with the system: letters by state were counted before by the console's job,
connections are limited, and every other count stops at MOST.
"""

from collections.abc import Iterator

from django.db import connection
from django.db.models import Sum
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from cvms.mail.hold import why_held
from cvms.mail.models import Message, Pause
from cvms.staff.models import Count, MailCount

MOST = 10_000  # counting stops here
QUEUES = ("mail", "uploads")
ALIVE_SECONDS = 30  # a worker writes its heartbeat every 3

_DEPTH = f"""
SELECT count(*) FROM (SELECT 1 FROM procrastinate_jobs WHERE queue_name = %s AND status = 'todo'
 AND (scheduled_at IS NULL OR scheduled_at <= now()) LIMIT {MOST}) AS due
"""  # noqa: S608 -- our own number
_AGE = """
SELECT coalesce(extract(epoch FROM now() - greatest(max(e.at), max(j.scheduled_at))), 0)
FROM (SELECT id, scheduled_at FROM procrastinate_jobs WHERE queue_name = %s AND status = 'todo'
 AND (scheduled_at IS NULL OR scheduled_at <= now()) ORDER BY id LIMIT 1) AS j
LEFT JOIN procrastinate_events AS e ON e.job_id = j.id AND e.type = 'deferred'
"""
_GIVEN_UP = f"""
SELECT count(*) FROM (SELECT 1 FROM procrastinate_jobs WHERE status = 'failed' LIMIT {MOST}) AS due
"""  # noqa: S608 -- our own number
_WORKERS = """
SELECT count(*) FILTER (WHERE last_heartbeat > now() - %s * interval '1 second'),
 coalesce(extract(epoch FROM now() - max(last_heartbeat)), 0)
FROM procrastinate_workers
"""
_CONNECTIONS = """
SELECT (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),
 current_setting('max_connections')::int
"""


class Figures(Collector):
    """The figures, queried whenever they are collected."""

    def describe(self) -> list[GaugeMetricFamily]:
        """Return nothing: otherwise the registry would query the database when it is created."""
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield all figures. Raises DatabaseError while the database is down."""
        yield from _queues()
        yield from _workers()
        yield from _letters()
        yield from _connections()


def _one(name: str, says: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, says, value=value)


def _ask(statement: str, *given: str | int) -> tuple[float, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return tuple(float(value) for value in cursor.fetchone())


def _queues() -> Iterator[GaugeMetricFamily]:
    depth = GaugeMetricFamily(
        "cvms_queue_jobs", f"Jobs that are due and wait, up to {MOST}", labels=["queue"]
    )
    age = GaugeMetricFamily(
        "cvms_queue_oldest_seconds", "How long the first due job has waited", labels=["queue"]
    )
    for queue in QUEUES:
        depth.add_metric([queue], *_ask(_DEPTH, queue))
        age.add_metric([queue], *_ask(_AGE, queue))
    yield from (depth, age)
    given_up = _ask(_GIVEN_UP)[0]
    yield _one("cvms_given_up_jobs", "Jobs that were given up and are kept", given_up)


def _workers() -> Iterator[GaugeMetricFamily]:
    alive, age = _ask(_WORKERS, ALIVE_SECONDS)
    yield _one("cvms_workers_alive", f"Workers and mailers heard of in {ALIVE_SECONDS} s", alive)
    yield _one("cvms_worker_heartbeat_age_seconds", "Since any worker was heard of", age)


def _letters() -> Iterator[GaugeMetricFamily]:
    counted = GaugeMetricFamily("cvms_letters", "Letters, as last counted", labels=["state"])
    by_state = dict(MailCount.objects.values_list("state").annotate(Sum("messages")))
    for state in Message.State.values:
        counted.add_metric([state], by_state.get(state, 0))
    yield counted
    if (last := Count.objects.first()) is not None:
        at = last.finished_at.timestamp()
        yield _one("cvms_counted_timestamp_seconds", "When everything was last counted", at)
    due = Message.objects.due().order_by()[:MOST].count()
    yield _one("cvms_letters_due", f"Letters to send now, up to {MOST}", due)
    yield _one("cvms_oldest_letter_seconds", "Age of the oldest unsent letter", _oldest_letter())
    paused = Pause.objects.active().count()
    yield _one("cvms_mail_paused", "Destinations that get no mail until somebody resumes", paused)
    held = why_held() is not None
    yield _one("cvms_mail_held", "1 while no mail may leave: a copy, or the setting", held)


def _oldest_letter() -> float:
    oldest = Message.objects.waiting().order_by("created_at").first()
    return (timezone.now() - oldest.created_at).total_seconds() if oldest else 0.0


def _connections() -> Iterator[GaugeMetricFamily]:
    used, most = _ask(_CONNECTIONS)
    yield _one("cvms_database_connections", "Connections of all clients", used)
    yield _one("cvms_database_connections_most", "As many as the server takes", most)
