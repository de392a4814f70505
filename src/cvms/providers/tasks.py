"""What desks forget by themselves."""

from procrastinate.contrib.django import app


@app.periodic(cron="57 3 * * *")
@app.task(queue="uploads", queueing_lock="providers.purge")
def purge(timestamp: int) -> None:  # noqa: ARG001 -- the scheduler passes it
    """Delete people who were begun at a desk and never registered."""
    from .purging import purge_unregistered

    while purge_unregistered():
        continue
