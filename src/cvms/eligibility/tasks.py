"""Jobs of the rules: deciding everyone again, and comparing drafts."""

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


# Every hour: schedules are in UTC, but midnight is the state's. In other hours nobody is due.
@app.periodic(cron="5 * * * *")
@app.task(
    name="eligibility.redecide_daily",
    aliases=["cvms.eligibility.tasks.redecide_daily"],
    queue="uploads",
    queueing_lock="eligibility.daily",
)
def redecide_daily(timestamp: int) -> None:
    """Decide people whose birthday or opening day has come, and everyone when new rules begin."""
    redecide_due()


@app.task(
    name="eligibility.compare",
    aliases=["cvms.eligibility.tasks.compare"],
    queue="uploads",
    retry=PATIENT,
)
def compare(draft: int) -> None:
    """Count the people whom a draft would move."""
    count_all(draft)
