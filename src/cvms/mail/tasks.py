"""Jobs that send mail and purge returned mail."""

import logging

from django.db import InterfaceError, OperationalError
from procrastinate import JobContext
from procrastinate.contrib.django import app

from cvms.jobs.patience import PATIENT

from . import actions
from .delivery import deliver_due
from .hold import is_held

logger = logging.getLogger(__name__)


@app.task(
    name="mail.deliver",
    aliases=["cvms.mail.tasks.deliver"],
    queue="mail",
    retry=PATIENT,
    pass_context=True,
)
def deliver(context: JobContext) -> int:
    """Send all that is due; another job may have sent it already."""
    return deliver_due(context.should_abort)


@app.periodic(cron="* * * * *")
@app.task(
    name="mail.sweep",
    aliases=["cvms.mail.tasks.sweep"],
    queue="mail",
    queueing_lock="mail.sweep",
    pass_context=True,
)
def sweep(context: JobContext, timestamp: int) -> int:
    """Send delayed messages and those a dead worker had claimed; the next sweep is the retry."""
    try:
        if not is_held():
            actions.remember_home()
            return deliver_due(context.should_abort)
    except (OperationalError, InterfaceError):
        logger.warning("the database was away while mail was sent; the next minute goes on")
    return 0


@app.periodic(cron="12 3 * * *")
@app.task(name="mail.purge", queue="mail", queueing_lock="mail.purge")
def purge(timestamp: int) -> None:
    """Delete old returned mail that was not understood."""
    actions.purge_unread()
