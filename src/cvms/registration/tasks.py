"""Jobs of registrations: text messages, and purging drafts."""

from procrastinate.contrib.django import app

from cvms.jobs.patience import PATIENT

from .actions.purging import purge_old
from .actions.texting import send_texts


@app.periodic(cron="*/10 * * * *")
@app.task(name="registration.text_again", queue="uploads", queueing_lock="registration.text_again")
def text_again(timestamp: int) -> int:
    """Send text messages that the gateway did not accept before."""
    return send_texts()


@app.task(name="registration.text", queue="uploads", retry=PATIENT)
def text() -> None:
    """Send the text messages that are due."""
    send_texts()


@app.periodic(cron="47 3 * * *")
@app.task(
    name="registration.purge",
    aliases=["cvms.registration.tasks.purge"],
    queue="uploads",
    queueing_lock="registration.purge",
)
def purge(timestamp: int) -> None:
    """Delete all drafts that are old enough."""
    while purge_old():
        continue
