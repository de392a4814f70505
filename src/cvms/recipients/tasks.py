"""Jobs about recipients: stages, their numbers, reminders and bulk actions."""

from procrastinate.contrib.django import app

from cvms.jobs.patience import PATIENT

from .actions import errands, following, merging, writing


@app.periodic(cron="* * * * * */5")
@app.task(name="recipients.follow", queue="uploads", queueing_lock="recipients.follow")
def follow(timestamp: int) -> int:
    """Update the stages of people whose letters, account or registration changed."""
    return following.follow_all()


@app.periodic(cron="* * * * *")
@app.task(
    name="recipients.merge_tallies",
    queue="uploads",
    lock="recipients.merge_tallies",
    queueing_lock="recipients.merge_tallies",
)
def merge_tallies(timestamp: int) -> int:
    """Add up the changes in the number of each organization's people."""
    return merging.merge_all()


@app.periodic(cron="23 15 * * *")
@app.task(name="recipients.remind", queue="uploads", queueing_lock="recipients.remind")
def remind(timestamp: int) -> None:
    """Send all reminders that are due."""
    while writing.remind():
        continue


@app.task(name="recipients.do_errand", queue="uploads", retry=PATIENT)
def do_errand(errand: int) -> None:
    """Do a bulk action on many people, one piece at a time."""
    while errands.do_next_piece(pk=errand):
        continue


@app.periodic(cron="*/5 * * * *")
@app.task(
    name="recipients.take_up_errands",
    queue="uploads",
    queueing_lock="recipients.take_up_errands",
)
def take_up_errands(timestamp: int) -> int:
    """Queue bulk actions that have lost their job."""
    return errands.requeue_abandoned()
