"""How far an upload and its invitations are, for whoever stays on the page."""

from dataclasses import dataclass

from cvms.recipients import invitations

from .models import Upload


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of people, by what became of their invitations."""

    total: int = 0
    sent: int = 0
    undelivered: int = 0
    waiting: int = 0


def progress_of(upload: Upload) -> Progress:
    """Of an upload that was loaded, its invitations; of any other, nothing yet."""
    if upload.state != Upload.State.LOADED:
        return Progress()
    return Progress(**invitations.counts(upload.pk))
