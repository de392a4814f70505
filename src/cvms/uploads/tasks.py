"""The background part of an upload."""

from procrastinate.contrib.django import app

from cvms.jobs.patience import PATIENT


@app.task(queue="uploads", retry=PATIENT)
def load_upload(upload: int) -> None:
    """Load one High Volume file."""
    from . import actions

    actions.start_reading(pk=upload)
    actions.load(pk=upload)


@app.periodic(cron="* * * * *")
@app.task(queue="uploads", queueing_lock="uploads.fail_abandoned")
def fail_abandoned(timestamp: int) -> None:  # noqa: ARG001 -- the scheduler passes it
    """Say so of files whose loading was given up."""
    from . import failing

    failing.fail_abandoned()


@app.periodic(cron="17 3 * * *")
@app.task(queue="uploads", queueing_lock="uploads.purge")
def purge(timestamp: int) -> None:  # noqa: ARG001 -- the scheduler passes it
    """Erase what has been kept long enough."""
    from .purging import purge_old

    while purge_old():
        continue
