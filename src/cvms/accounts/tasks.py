"""Jobs of accounts: purging what has expired."""

from procrastinate.contrib.django import app

from .actions import purging


@app.periodic(cron="*/5 * * * *")
@app.task(
    name="accounts.purge_expired",
    aliases=["cvms.accounts.tasks.purge_expired"],
    queue="uploads",
    queueing_lock="accounts.purge_expired",
)
def purge_expired(timestamp: int) -> int:
    """Delete expired sessions and limits."""
    return purging.purge_sessions() + purging.purge_limits()


@app.periodic(cron="7 3 * * *")
@app.task(
    name="accounts.purge_links",
    aliases=["cvms.accounts.tasks.purge_links"],
    queue="uploads",
    queueing_lock="accounts.purge_links",
)
def purge_links(timestamp: int) -> None:
    """Delete password links that expired long ago."""
    purging.purge_links()
