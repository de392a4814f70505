"""Jobs of the help desk: removals and purging."""

from procrastinate.contrib.django import app

from cvms.jobs.patience import PATIENT

from .actions import attachments, carrying_out, purging


@app.task(name="helpdesk.remove", queue="uploads", lock="helpdesk.remove", retry=PATIENT)
def remove(removal: int) -> None:
    """Carry out a confirmed removal; one at a time."""
    carrying_out.carry_out(pk=removal)


@app.periodic(cron="* * * * *")
@app.task(name="helpdesk.requeue_removals", queue="uploads", queueing_lock="helpdesk.requeue")
def requeue_removals(timestamp: int) -> int:
    """Queue confirmed removals that have lost their job."""
    return carrying_out.requeue_abandoned()


@app.periodic(cron="* * * * *")
@app.task(
    name="helpdesk.forget_addresses",
    aliases=["cvms.helpdesk.tasks.forget_farewells"],
    queue="mail",
    queueing_lock="helpdesk.forget_addresses",
)
def forget_addresses(timestamp: int) -> int:
    """Delete sealed addresses whose letter was sent, or never will be."""
    return purging.forget_addresses()


@app.periodic(cron="37 3 * * *")
@app.task(
    name="helpdesk.purge",
    aliases=["cvms.helpdesk.tasks.purge"],
    queue="uploads",
    queueing_lock="helpdesk.purge",
)
def purge(timestamp: int) -> None:
    """Delete old closed requests, the bytes of old files, and expired links."""
    purging.purge_old()
    purging.purge_links()
    while attachments.purge_old_files():
        continue
