"""How far an upload and its invitations are, for people who stay on the page."""

from dataclasses import dataclass

from django.db.models import Q

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
    """Count the invitations of a loaded upload; for any other, nothing yet."""
    if upload.state != Upload.State.LOADED:
        return Progress()
    return Progress(**invitations.counts(_parts(upload)))


def _parts(upload: Upload) -> list[int]:
    """The file and the corrections sent for it."""
    parts = Upload.objects.filter(Q(pk=upload.pk) | Q(corrects=upload.pk))
    return list(parts.values_list("pk", flat=True))
