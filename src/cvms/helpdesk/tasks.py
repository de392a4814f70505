"""What the help desk forgets by itself."""

from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(queue="mail", queueing_lock="helpdesk.farewells")
def forget_farewells(timestamp: int) -> None:  # noqa: ARG001 -- the scheduler passes it
    """Delete the sealed addresses of removed people whose letter has left, or never will."""
    from .purging import forget_farewells as forget

    forget()


@app.periodic(cron="37 3 * * *")
@app.task(queue="uploads", queueing_lock="helpdesk.purge")
def purge(timestamp: int) -> None:  # noqa: ARG001 -- the scheduler passes it
    """Delete requests that have been closed for long enough."""
    from .purging import purge_old

    purge_old()
