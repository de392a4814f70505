"""Jobs of uploads: loading, counting, reporting failures, and purging."""

from procrastinate.contrib.django import app

from cvms.jobs.patience import PATIENT

from .actions import comparing, failing, loading
from .actions.purging import purge_old


@app.task(
    name="uploads.load", aliases=["cvms.uploads.tasks.load_upload"], queue="uploads", retry=PATIENT
)
def load_upload(upload: int) -> None:
    """Load one High Volume file."""
    loading.start_reading(pk=upload)
    loading.load(pk=upload)


@app.task(name="uploads.welcome_back", queue="uploads", retry=PATIENT)
def welcome_back(upload: int) -> None:
    """Unmark people on a loaded file who were marked as no longer here."""
    comparing.welcome_back(pk=upload)


@app.task(name="uploads.count_missing", queue="uploads", retry=PATIENT)
def count_missing(upload: int) -> None:
    """Count again who is not on a whole list."""
    comparing.count_again(pk=upload)


@app.periodic(cron="* * * * *")
@app.task(
    name="uploads.fail_abandoned",
    aliases=["cvms.uploads.tasks.fail_abandoned"],
    queue="uploads",
    queueing_lock="uploads.fail_abandoned",
)
def fail_abandoned(timestamp: int) -> int:
    """Mark files whose loading was given up."""
    return failing.fail_abandoned()


@app.periodic(cron="17 3 * * *")
@app.task(
    name="uploads.purge",
    aliases=["cvms.uploads.tasks.purge"],
    queue="uploads",
    queueing_lock="uploads.purge",
)
def purge(timestamp: int) -> None:
    """Erase personal data of all uploads that are old enough."""
    while purge_old():
        continue
