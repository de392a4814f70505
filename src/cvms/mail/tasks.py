"""The jobs that send mail."""

from procrastinate.contrib.django import app


@app.task(queue="mail", pass_context=False)
def deliver() -> None:
    """Send whatever is due, and stop when nothing is."""
    from .delivery import deliver_due

    deliver_due()


@app.periodic(cron="* * * * *")
@app.task(queue="mail", queueing_lock="mail.sweep")
def sweep(timestamp: int) -> None:  # noqa: ARG001 -- the scheduler passes it
    """Send what was put off and what a dead worker had claimed."""
    from .delivery import deliver_due

    deliver_due()
