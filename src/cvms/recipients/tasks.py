"""The background part of the people who were loaded."""

from procrastinate.contrib.django import app

from cvms.jobs.patience import PATIENT

from .actions import errands, following, writing


@app.periodic(cron="* * * * * */5")
@app.task(name="recipients.follow", queue="uploads", queueing_lock="recipients.follow")
def follow(timestamp: int) -> int:
    """Let the stages of people follow what became of their letters and accounts."""
    return following.follow_all()


@app.periodic(cron="23 15 * * *")
@app.task(name="recipients.remind", queue="uploads", queueing_lock="recipients.remind")
def remind(timestamp: int) -> None:
    """Write to those whose reminder is due."""
    while writing.remind():
        continue


@app.task(name="recipients.do_errand", queue="uploads", retry=PATIENT)
def do_errand(errand: int) -> None:
    """Do what was asked for about many people, a piece at a time."""
    while errands.go_on(pk=errand):
        continue


@app.periodic(cron="*/5 * * * *")
@app.task(
    name="recipients.take_up_errands",
    queue="uploads",
    queueing_lock="recipients.take_up_errands",
)
def take_up_errands(timestamp: int) -> int:
    """Take up what was given up."""
    return errands.take_up()
