"""The background part of the rules."""

from procrastinate.contrib.django import app

from cvms.jobs.patience import PATIENT


@app.task(queue="uploads", retry=PATIENT)
def redecide() -> None:
    """Decide everyone whom other rules decided than those in force."""
    from .redeciding import redecide_due

    redecide_due()


# Schedules are in UTC and midnight is the state's, so every hour; on all others nobody is due.
@app.periodic(cron="5 * * * *")
@app.task(queue="uploads", queueing_lock="eligibility.daily")
def redecide_daily(timestamp: int) -> None:  # noqa: ARG001 -- the scheduler passes it
    """Decide those whose birthday or opening day has come, and all when new rules begin."""
    from .redeciding import redecide_due

    redecide_due()


@app.task(queue="uploads", retry=PATIENT)
def compare(draft: int) -> None:
    """Count whom a draft would move."""
    from .comparing import count_all

    count_all(draft)
