"""The background part of the rules."""

from procrastinate.contrib.django import app

from cvms.jobs.patience import PATIENT

from .actions.redeciding import redecide_due
from .drafts.actions.counting import count_all


@app.task(
    name="eligibility.redecide",
    aliases=["cvms.eligibility.tasks.redecide"],
    queue="uploads",
    retry=PATIENT,
)
def redecide() -> None:
    """Decide again everyone who was decided by rules no longer in force."""
    redecide_due()


# Schedules are in UTC and midnight is the state's, so every hour; on all others nobody is due.
@app.periodic(cron="5 * * * *")
@app.task(
    name="eligibility.redecide_daily",
    aliases=["cvms.eligibility.tasks.redecide_daily"],
    queue="uploads",
    queueing_lock="eligibility.daily",
)
def redecide_daily(timestamp: int) -> None:
    """Decide those whose birthday or opening day has come, and all when new rules begin."""
    redecide_due()


@app.task(
    name="eligibility.compare",
    aliases=["cvms.eligibility.tasks.compare"],
    queue="uploads",
    retry=PATIENT,
)
def compare(draft: int) -> None:
    """Count the people that a draft would move."""
    count_all(draft)
