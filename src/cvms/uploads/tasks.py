"""The background part of an upload."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

_PATIENT = RetryStrategy(max_attempts=10, exponential_wait=2)


@app.task(queue="uploads", retry=_PATIENT)
def load_upload(upload: int) -> None:
    """Load one High Volume file."""
    from . import actions

    actions.start_reading(pk=upload)
    actions.load(pk=upload)


@app.periodic(cron="17 3 * * *")
@app.task(queue="uploads", queueing_lock="uploads.purge")
def purge(timestamp: int) -> None:  # noqa: ARG001 -- the scheduler passes it
    """Erase what has been kept long enough."""
    from .purging import purge_old

    while purge_old():
        continue
