"""Jobs of the console: counting, inviting lists of organizations, and purging."""

from procrastinate.contrib.django import app

from cvms.jobs.patience import PATIENT

from .actions import lists
from .actions.counting import recount


@app.periodic(cron="*/5 * * * *")
@app.task(
    name="staff.count",
    aliases=["cvms.staff.tasks.count"],
    queue="uploads",
    queueing_lock="staff.count",
    lock="staff.count",
)
def count(timestamp: int) -> None:
    """Count people and mail for the pages that show them."""
    recount()


@app.task(
    name="staff.invite_listed",
    aliases=["cvms.staff.tasks.invite_listed"],
    queue="uploads",
    retry=PATIENT,
)
def invite_listed(invitation_list: int) -> None:
    """Invite the organizations of one list."""
    lists.invite_listed(pk=invitation_list)


@app.periodic(cron="* * * * *")
@app.task(
    name="staff.fail_abandoned_lists", queue="uploads", queueing_lock="staff.fail_abandoned_lists"
)
def fail_abandoned_lists(timestamp: int) -> int:
    """Mark lists whose job was given up as failed."""
    return lists.fail_abandoned()


@app.periodic(cron="27 3 * * *")
@app.task(
    name="staff.purge",
    aliases=["cvms.staff.tasks.purge"],
    queue="uploads",
    queueing_lock="staff.purge",
)
def purge(timestamp: int) -> None:
    """Erase the people in old lists."""
    lists.purge_lists()
