"""How far each person is, as the organization may know it."""

from collections.abc import Callable, Collection, Sequence

from django.db.models import Count, Exists

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

_registered: list[Callable[[], Exists]] = []


def register(registered: Callable[[], Exists]) -> None:
    """Register what says in a query of recipients whether each has registered."""
    _registered[:] = [registered]


def with_registered(people: RecipientQuerySet) -> RecipientQuerySet:
    """Have each person say `has_registered`, so that `add_states` need not ask for it."""
    return people.annotate(has_registered=_registered[0]())


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
    registered = _registered_of(recipients)
    return [_stage(person, letters.get(person.pk), registered) for person in recipients]


def _registered_of(recipients: Sequence[Recipient]) -> set[int]:
    said = {person.pk: getattr(person, "has_registered", None) for person in recipients}
    if None not in said.values():
        return {number for number, registered in said.items() if registered}
    found = Recipient.objects.filter(_registered[0](), pk__in=said)
    return set(found.values_list("pk", flat=True))


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
        .only("about", "state", "reason", "attempts", "created_at", "retried_at")
    )
    return {letter.about: letter for letter in latest}


def counts(people: RecipientQuerySet) -> dict[int, int]:
    """Count these people by stage: the one place that every page's numbers come from."""
    return dict(people.order_by().values_list("stage").annotate(people=Count("*")))
