"""Jobs of providers: purging."""

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
    """Delete old visits, and people who were added at a desk but never registered."""
    purge_visits()
    while purge_unregistered():
        continue
