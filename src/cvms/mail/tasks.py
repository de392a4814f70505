"""The jobs that send mail."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

from .delivery import deliver_due


@app.task(name="mail.deliver", aliases=["cvms.mail.tasks.deliver"], queue="mail", pass_context=True)
def deliver(context: JobContext) -> None:
    """Send whatever is due, and stop when nothing is."""
    deliver_due(context.should_abort)


@app.periodic(cron="* * * * *")
@app.task(
    name="mail.sweep",
    aliases=["cvms.mail.tasks.sweep"],
    queue="mail",
    queueing_lock="mail.sweep",
    pass_context=True,
)
def sweep(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 -- the scheduler passes it
    """Send what was put off and what a dead worker had claimed."""
    deliver_due(context.should_abort)
