"""How far each person is, as the organization may know it."""

from collections.abc import Callable, Collection, Sequence

from django.db.models import Count

from cvms.mail.models import Message

from .models import Recipient, RecipientQuerySet
from .wording import words_of

KIND = "recipient_invitation"
REMINDER = "recipient_reminder"  # to people with an account who have not registered
Stage = Recipient.Stage
State = Message.State
_TOLD = (Stage.WAITING, Stage.UNDELIVERED)  # at these it is said why no letter arrived
_STAGES = {
    State.QUEUED: Stage.WAITING,
    State.SENDING: Stage.WAITING,
    State.SENT: Stage.SENT,
    State.FAILED: Stage.UNDELIVERED,
    State.BOUNCED: Stage.UNDELIVERED,
}

Registered = Callable[[Collection[int]], set[int]]
_registered: list[Registered] = []


def register(registered: Registered) -> None:
    """Register the query that says which recipients have registered; one query, however many."""
    _registered[:] = [registered]


def add_states(recipients: Sequence[Recipient]) -> None:
    """Give each person `now` (their stage at this moment), `reason` and `can_invite_again`."""
    letters = _letters(recipients)
    for recipient, stage in zip(recipients, _stages(recipients, letters), strict=True):
        recipient.now = stage
        letter = letters.get(recipient.pk)
        recipient.reason = words_of(letter) if letter and stage in _TOLD else ""
        recipient.can_invite_again = (
            stage in (Stage.SENT, Stage.UNDELIVERED) and not recipient.unsubscribed_at
        )


def stages_of(recipients: Sequence[Recipient]) -> list[tuple[Stage, str]]:
    """Return the present stage of each, and mail's reason; three queries, however many."""
    letters = _letters(recipients)
    stages = _stages(recipients, letters)
    return [
        (stage, letters[person.pk].reason if stage in _TOLD and person.pk in letters else "")
        for person, stage in zip(recipients, stages, strict=True)
    ]


def _stages(recipients: Sequence[Recipient], letters: dict[int, Message]) -> list[Stage]:
    numbers = [recipient.pk for recipient in recipients]
    registered = {pk for ask in _registered for pk in ask(numbers)}
    return [_stage(person, letters.get(person.pk), registered) for person in recipients]


def _stage(person: Recipient, letter: Message | None, registered: Collection[int]) -> Stage:
    if person.left_at:
        return Stage.GONE
    if person.pk in registered:
        return Stage.REGISTERED
    if person.user and person.user.password_changed_at:
        return Stage.ACCOUNT
    return _STAGES[State(letter.state)] if letter else Stage.WAITING


def _letters(recipients: Sequence[Recipient]) -> dict[int, Message]:
    """Return the last letter to each that was not dropped."""
    latest = (
        Message.objects.filter(kind=KIND, about__in=[recipient.pk for recipient in recipients])
        .exclude(state=State.DROPPED)
        .order_by("about", "-id")
        .distinct("about")
    )
    return {letter.about: letter for letter in latest}


def counts(people: RecipientQuerySet) -> dict[int, int]:
    """Count these people by stage: the one place that every page's numbers come from."""
    return dict(people.order_by().values_list("stage").annotate(people=Count("*")))
