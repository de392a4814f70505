"""How many invitations of an upload were sent, for people who stay on its page."""

from collections.abc import Mapping
from dataclasses import dataclass

from cvms.recipients.models import Recipient

Stage = Recipient.Stage


@dataclass(frozen=True, slots=True)
class Progress:
    """Numbers of people by what happened to their invitations."""

    total: int = 0
    sent: int = 0
    undelivered: int = 0
    waiting: int = 0


def progress_of(people: Mapping[int, int]) -> Progress:
    """Return the progress of a loaded upload from its number of people in each stage."""
    sent = sum(people.get(stage, 0) for stage in (Stage.SENT, Stage.ACCOUNT, Stage.REGISTERED))
    undelivered, waiting = people.get(Stage.UNDELIVERED, 0), people.get(Stage.WAITING, 0)
    return Progress(sent + undelivered + waiting, sent, undelivered, waiting)
