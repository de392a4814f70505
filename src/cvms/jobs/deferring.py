"""Asking for work, as part of the transaction that needs it."""

from typing import Any

from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import Task, configure_task

# A worker's own connector would queue a job outside of the transaction that the task is in; the
# job could then be done before there is anything to do. Django's connection serves both.
_queue = JobManager(DjangoConnector())


def defer(task: Task[..., Any, Any], **arguments: Any) -> None:
    """Queue a job; workers see it when the caller's transaction commits.

    Raises procrastinate's AlreadyEnqueued where the task's queueing lock says that one is enough.
    """
    configure_task(
        name=task.name,
        job_manager=_queue,
        queue=task.queue,
        lock=task.lock,
        queueing_lock=task.queueing_lock,
    ).defer(**arguments)
