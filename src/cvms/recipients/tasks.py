"""The background part of the people who were loaded."""

from procrastinate.contrib.django import app

from .actions import following, writing


@app.periodic(cron="* * * * * */5")
@app.task(name="recipients.follow", queue="uploads", queueing_lock="recipients.follow")
def follow(timestamp: int) -> None:
    """Let the stages of people follow what became of their letters and accounts."""
    following.follow_all()


@app.periodic(cron="23 15 * * *")
@app.task(name="recipients.remind", queue="uploads", queueing_lock="recipients.remind")
def remind(timestamp: int) -> None:
    """Write to those whose reminder is due."""
    while writing.remind():
        continue
