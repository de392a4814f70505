"""What accounts forget by themselves."""

from procrastinate.contrib.django import app


@app.periodic(cron="*/5 * * * *")
@app.task(queue="uploads", queueing_lock="accounts.purge_expired")
def purge_expired(timestamp: int) -> None:  # noqa: ARG001 -- the scheduler passes it
    """Delete sessions that are over and limits that hold no more."""
    from . import purging

    purging.purge_sessions()
    purging.purge_limits()


@app.periodic(cron="7 3 * * *")
@app.task(queue="uploads", queueing_lock="accounts.purge_links")
def purge_links(timestamp: int) -> None:  # noqa: ARG001 -- the scheduler passes it
    """Delete password links that expired long ago."""
    from . import purging

    purging.purge_links()
