"""The background part of the people who were loaded."""

from procrastinate.contrib.django import app

from .actions import following


@app.periodic(cron="* * * * * */5")
@app.task(name="recipients.follow", queue="uploads", queueing_lock="recipients.follow")
def follow(timestamp: int) -> None:  # noqa: ARG001 -- the scheduler passes it
    """Let the stages of people follow what became of their letters and accounts."""
    following.follow_all()
