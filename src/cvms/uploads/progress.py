"""How far an upload and its invitations are, for people who stay on the page."""

from collections.abc import Mapping
from dataclasses import dataclass

from cvms.recipients.models import Recipient

Stage = Recipient.Stage


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of people, by what became of their invitations."""

    total: int = 0
    sent: int = 0
    undelivered: int = 0
    waiting: int = 0


def progress_of(people: Mapping[int, int]) -> Progress:
    """Read it from the people of a loaded upload, counted by their stages."""
    sent = sum(people.get(stage, 0) for stage in (Stage.SENT, Stage.ACCOUNT, Stage.REGISTERED))
    undelivered, waiting = people.get(Stage.UNDELIVERED, 0), people.get(Stage.WAITING, 0)
    return Progress(sent + undelivered + waiting, sent, undelivered, waiting)
