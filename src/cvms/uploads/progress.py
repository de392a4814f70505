"""How far an upload and its invitations are, for people who stay on the page."""

from dataclasses import dataclass

from django.db.models import Q

from cvms.recipients import invitations
from cvms.recipients.models import Recipient

from .models import Upload

Stage = Recipient.Stage


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of people, by what became of their invitations."""

    total: int = 0
    sent: int = 0
    undelivered: int = 0
    waiting: int = 0


def progress_of(upload: Upload) -> Progress:
    """Count the people of a loaded upload by their stages; for any other, nothing yet."""
    if upload.state != Upload.State.LOADED:
        return Progress()
    people = invitations.counts(Recipient.objects.filter(upload__in=_parts(upload)))
    sent = sum(people.get(stage, 0) for stage in (Stage.SENT, Stage.ACCOUNT, Stage.REGISTERED))
    undelivered, waiting = people.get(Stage.UNDELIVERED, 0), people.get(Stage.WAITING, 0)
    return Progress(sent + undelivered + waiting, sent, undelivered, waiting)


def _parts(upload: Upload) -> list[int]:
    """The file and the corrections sent for it."""
    parts = Upload.objects.filter(Q(pk=upload.pk) | Q(corrects=upload.pk))
    return list(parts.values_list("pk", flat=True))
