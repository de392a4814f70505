"""Jobs that queue the jobs of dead workers again, and delete old jobs."""

import logging

from django.conf import settings
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

from .patience import MOST_RETRIES

SILENT_SECONDS = 10  # a worker without a heartbeat for so long counts as dead

_logger = logging.getLogger(__name__)


@app.periodic(cron="* * * * * */15")
@app.task(
    name="jobs.retry_stalled",
    aliases=["cvms.jobs.tasks.retry_stalled"],
    queue="uploads",
    queueing_lock="jobs.retry_stalled",
    pass_context=True,
)
async def retry_stalled(context: JobContext, timestamp: int) -> int:
    """Queue the jobs of dead workers again; each job finds out what is left to do."""
    manager = context.app.job_manager
    stalled = list(await manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS))
    for job in stalled:
        try:
            await _retry_or_give_up(manager, job)
        except Exception:
            _logger.exception("Job %s (%s) cannot be queued again", job.id, job.task_name)
    return len(stalled)


async def _retry_or_give_up(manager: JobManager, job: Job) -> None:
    """Queue a job again, or give it up after MOST_RETRIES, since it may be killing its workers.

    If another job with the same queueing lock waits already, finish this one: the other does the
    same work.
    """
    if job.attempts >= MOST_RETRIES:
        _logger.error("Job %s (%s) is given up: its worker died each time", job.id, job.task_name)
        await manager.finish_job(job, Status.FAILED, delete_job=False)
        return
    try:
        await manager.retry_job(job)
    except UniqueViolation:
        await manager.finish_job(job, Status.ABORTED, delete_job=True)


@app.periodic(cron="7 4 * * *")
@app.task(
    name="jobs.purge",
    aliases=["cvms.jobs.tasks.purge"],
    queue="uploads",
    queueing_lock="jobs.purge",
    pass_context=True,
)
async def purge(context: JobContext, timestamp: int) -> None:
    """Delete jobs given up over KEEP_JOBS_DAYS ago; successful jobs are deleted at once."""
    await context.app.job_manager.delete_old_jobs(
        nb_hours=settings.KEEP_JOBS_DAYS * 24,
        include_failed=True,
        include_cancelled=True,
        include_aborted=True,
    )
