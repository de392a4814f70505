"""Queue jobs as part of the caller's transaction."""

from typing import Any

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from cvms import tracing

# A worker's own connector would queue a job outside of the task's transaction; the job could then
# run before the transaction commits. So always use Django's connection.
_queue = JobManager(DjangoConnector())


def defer(name: str, **arguments: Any) -> None:
    """Queue a job by its task's name; workers see it when the caller's transaction commits.

    Raises KeyError if there is no such task, and procrastinate's AlreadyEnqueued if a job with the
    task's queueing lock is waiting already.
    """
    task = app.tasks[name]
    if request := tracing.number.get():
        arguments[tracing.ARGUMENT] = request
    configure_task(
        name=task.name,
        job_manager=_queue,
        queue=task.queue,
        lock=task.lock,
        queueing_lock=task.queueing_lock,
    ).defer(**arguments)
