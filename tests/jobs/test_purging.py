"""Jobs that were given up are shown to staff for a while, and deleted in the end."""

from types import SimpleNamespace

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from cvms.jobs import tasks
from cvms.jobs.deferring import defer

pytestmark = pytest.mark.django_db


def _ended(status: str, days_ago: int) -> None:
    """A job that came to this end some days ago."""
    defer("mail.deliver")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = %s WHERE status = 'todo' RETURNING id",
            [status],
        )
        cursor.execute(
            "UPDATE procrastinate_events SET at = now() - make_interval(days => %s)"
            " WHERE job_id = %s",
            [days_ago, cursor.fetchone()[0]],
        )


def _purge() -> None:
    async_to_sync(tasks.purge.func)(SimpleNamespace(app=app), timestamp=0)


def test_jobs_that_were_given_up_long_ago_are_deleted_and_waiting_ones_never():
    for status in ("failed", "cancelled", "aborted"):
        _ended(status, days_ago=91)
        _ended(status, days_ago=89)
    _ended("doing", days_ago=91)
    defer("mail.deliver")

    _purge()

    left = ProcrastinateJob.objects.values_list("status", flat=True)
    assert sorted(left) == ["aborted", "cancelled", "doing", "failed", "todo"]


def test_the_days_that_jobs_are_kept_are_a_setting(settings):
    settings.KEEP_JOBS_DAYS = 7
    _ended("failed", days_ago=8)

    _purge()

    assert not ProcrastinateJob.objects.exists()
