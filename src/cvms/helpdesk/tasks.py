"""What the help desk forgets by itself."""

from procrastinate.contrib.django import app

from .actions.purging import forget_farewells as forget
from .actions.purging import purge_old


@app.periodic(cron="* * * * *")
@app.task(
    name="helpdesk.forget_addresses",
    aliases=["cvms.helpdesk.tasks.forget_farewells"],
    queue="mail",
    queueing_lock="helpdesk.farewells",
)
def forget_farewells(timestamp: int) -> None:  # noqa: ARG001 -- the scheduler passes it
    """Delete the sealed addresses of removed people whose letter has left, or never will."""
    forget()


@app.periodic(cron="37 3 * * *")
@app.task(
    name="helpdesk.purge",
    aliases=["cvms.helpdesk.tasks.purge"],
    queue="uploads",
    queueing_lock="helpdesk.purge",
)
def purge(timestamp: int) -> None:  # noqa: ARG001 -- the scheduler passes it
    """Delete requests that have been closed for long enough."""
    purge_old()
