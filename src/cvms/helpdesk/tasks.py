"""The background part of the help desk."""

from procrastinate.contrib.django import app

from cvms.jobs.patience import PATIENT

from .actions import attachments, carrying_out, purging


@app.task(name="helpdesk.remove", queue="uploads", lock="helpdesk.remove", retry=PATIENT)
def remove(removal: int) -> None:
    """Carry out a removal that two agents have agreed on; one at a time."""
    carrying_out.carry_out(pk=removal)


@app.periodic(cron="* * * * *")
@app.task(name="helpdesk.requeue_removals", queue="uploads", queueing_lock="helpdesk.requeue")
def requeue_removals(timestamp: int) -> int:
    """Go on with removals whose job was given up."""
    return carrying_out.requeue_abandoned()


@app.periodic(cron="* * * * *")
@app.task(
    name="helpdesk.forget_addresses",
    aliases=["cvms.helpdesk.tasks.forget_farewells"],
    queue="mail",
    queueing_lock="helpdesk.forget_addresses",
)
def forget_addresses(timestamp: int) -> int:
    """Delete the sealed addresses of removed people whose letter has left, or never will."""
    return purging.forget_addresses()


@app.periodic(cron="37 3 * * *")
@app.task(
    name="helpdesk.purge",
    aliases=["cvms.helpdesk.tasks.purge"],
    queue="uploads",
    queueing_lock="helpdesk.purge",
)
def purge(timestamp: int) -> None:
    """Delete requests closed for long enough, old files' bytes, and links that have ended."""
    purging.purge_old()
    purging.purge_links()
    while attachments.purge_old_files():
        continue
