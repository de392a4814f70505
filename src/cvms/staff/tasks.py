"""The background part of the console."""

from procrastinate.contrib.django import app

from cvms.jobs.patience import PATIENT


@app.periodic(cron="*/5 * * * *")
@app.task(queue="uploads", queueing_lock="staff.count", lock="staff.count")
def count(timestamp: int) -> None:  # noqa: ARG001 -- the scheduler passes it
    """Count people and mail for the pages that show them."""
    from .counting import recount

    recount()


@app.task(queue="uploads", retry=PATIENT)
def invite_listed(invitation_list: int) -> None:
    """Invite the organizations of one list."""
    from . import actions

    actions.invite_listed(pk=invitation_list)


@app.periodic(cron="27 3 * * *")
@app.task(queue="uploads", queueing_lock="staff.purge")
def purge(timestamp: int) -> None:  # noqa: ARG001 -- the scheduler passes it
    """Erase lists that have been kept long enough."""
    from . import actions

    actions.purge_lists()
