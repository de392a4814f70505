"""What registrations forget by themselves."""

from procrastinate.contrib.django import app

from .actions.purging import purge_old


@app.periodic(cron="47 3 * * *")
@app.task(
    name="registration.purge",
    aliases=["cvms.registration.tasks.purge"],
    queue="uploads",
    queueing_lock="registration.purge",
)
def purge(timestamp: int) -> None:  # noqa: ARG001 -- the scheduler passes it
    """Delete answers that were not submitted for long enough."""
    while purge_old():
        continue
