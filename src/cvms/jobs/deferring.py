"""Asking for work, as part of the transaction that needs it."""

from typing import Any

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from cvms import tracing

# A worker's own connector would queue a job outside of the transaction that the task is in; the
# job could then be done before there is anything to do. Django's connection serves both.
_queue = JobManager(DjangoConnector())


def defer(name: str, **arguments: Any) -> None:
    """Queue a job by its task's name; workers see it when the caller's transaction commits.

    Raises KeyError where no room has such a task, and procrastinate's AlreadyEnqueued where the
    task's queueing lock says that one is enough.
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
