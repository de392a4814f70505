"""What desks forget by themselves."""

from procrastinate.contrib.django import app

from .actions.purging import purge_unregistered, purge_visits


@app.periodic(cron="57 3 * * *")
@app.task(
    name="providers.purge",
    aliases=["cvms.providers.tasks.purge"],
    queue="uploads",
    queueing_lock="providers.purge",
)
def purge(timestamp: int) -> None:
    """Delete people who were begun at a desk and never registered."""
    purge_visits()
    while purge_unregistered():
        continue
