"""Jobs whose worker died are tried again, and given up if they seem to kill it."""

from types import SimpleNamespace

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import ConnectorException
from procrastinate.manager import JobManager

from cvms.jobs.deferring import defer
from cvms.jobs.patience import MOST_RETRIES
from cvms.jobs.tasks import retry_stalled

pytestmark = pytest.mark.django_db


def recover():
    """What a living worker does every 15 seconds."""
    async_to_sync(retry_stalled.func)(SimpleNamespace(app=app), timestamp=0)


def die_with(job):
    """A worker takes the job and dies; nothing is left of the worker."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL WHERE id = %s",
            [job.pk],
        )


@pytest.fixture
def job():
    defer("mail.deliver")
    return ProcrastinateJob.objects.latest("id")


def test_the_job_of_a_dead_worker_is_queued_again(job):
    die_with(job)

    recover()

    job.refresh_from_db()
    assert (job.status, job.attempts) == ("todo", 1)


def test_a_job_that_kills_each_of_its_workers_is_given_up(job):
    deaths = 0
    while job.status != "failed":
        assert deaths <= 3 * MOST_RETRIES, "it would go on for ever"
        die_with(job)
        recover()
        job.refresh_from_db()
        deaths += 1

    assert deaths == MOST_RETRIES + 1

    # And nobody takes it up any more
    recover()
    job.refresh_from_db()
    assert job.status == "failed"


@pytest.mark.django_db(transaction=True)
def test_a_stalled_job_with_an_identical_waiting_job_is_finished():
    # Given two jobs of dead workers; of the first a twin waits already
    defer("mail.sweep", timestamp=1)
    swept = ProcrastinateJob.objects.latest("id")
    die_with(swept)
    defer("mail.sweep", timestamp=2)
    twin = ProcrastinateJob.objects.latest("id")
    defer("mail.deliver")
    other = ProcrastinateJob.objects.latest("id")
    die_with(other)

    recover()

    left = dict(ProcrastinateJob.objects.values_list("pk", "status"))
    assert left == {twin.pk: "todo", other.pk: "todo"}


def test_a_job_that_cannot_be_recovered_delays_no_other(monkeypatch, job, caplog):
    # Given two jobs of dead workers, of which one cannot be queued again
    defer("mail.deliver")
    other = ProcrastinateJob.objects.latest("id")
    for one in (job, other):
        die_with(one)
    queue_again = JobManager.retry_job

    async def refuse(self, one, **more):
        if one.id == job.pk:
            raise ConnectorException
        await queue_again(self, one, **more)

    monkeypatch.setattr(JobManager, "retry_job", refuse)
    recover()

    job.refresh_from_db(), other.refresh_from_db()
    assert (job.status, other.status) == ("doing", "todo")
    assert f"Job {job.pk} (mail.deliver) cannot be queued again" in caplog.text
