"""Derive how far each person is (their stage) from their letters, account and registration."""

from collections.abc import Callable, Collection, Sequence

from django.db.models import Count, Exists

from cvms.mail.models import Message

from .models import Recipient, RecipientQuerySet
from .wording import words_of

KIND = "recipient_invitation"
REMINDER = "recipient_reminder"  # to people with an account who have not registered
Stage = Recipient.Stage
State = Message.State
_WITH_REASON = (Stage.WAITING, Stage.UNDELIVERED)  # stages shown with why no letter arrived
_STAGES = {
    State.QUEUED: Stage.WAITING,
    State.SENDING: Stage.WAITING,
    State.SENT: Stage.SENT,
    State.FAILED: Stage.UNDELIVERED,
    State.BOUNCED: Stage.UNDELIVERED,
}

_registered: list[Callable[[], Exists]] = []


def register(registered: Callable[[], Exists]) -> None:
    """Register the query expression that tells whether a recipient has registered."""
    _registered[:] = [registered]


def with_registered(people: RecipientQuerySet) -> RecipientQuerySet:
    """Annotate each person with `has_registered`, which saves `add_states` a query."""
    return people.annotate(has_registered=_registered[0]())


def add_states(recipients: Sequence[Recipient]) -> None:
    """Set `now` (the present stage), `reason` and `can_invite_again` on each person."""
    letters = _letters(recipients)
    for recipient, stage in zip(recipients, _stages(recipients, letters), strict=True):
        recipient.now = stage
        letter = letters.get(recipient.pk)
        recipient.reason = words_of(letter) if letter and stage in _WITH_REASON else ""
        recipient.can_invite_again = (
            stage in (Stage.SENT, Stage.UNDELIVERED) and not recipient.unsubscribed_at
        )


def stages_of(recipients: Sequence[Recipient]) -> list[tuple[Stage, str]]:
    """Return each person's present stage and mail's reason, with three queries for all."""
    letters = _letters(recipients)
    stages = _stages(recipients, letters)
    return [
        (stage, letters[person.pk].reason if stage in _WITH_REASON and person.pk in letters else "")
        for person, stage in zip(recipients, stages, strict=True)
    ]


def _stages(recipients: Sequence[Recipient], letters: dict[int, Message]) -> list[Stage]:
    registered = _registered_of(recipients)
    return [_stage(person, letters.get(person.pk), registered) for person in recipients]


def _registered_of(recipients: Sequence[Recipient]) -> set[int]:
    said = {person.pk: getattr(person, "has_registered", None) for person in recipients}
    if None not in said.values():
        return {number for number, registered in said.items() if registered}
    # A column, not a condition: PostgreSQL may search for all of `said` per registration
    asked = Recipient.objects.filter(pk__in=said).values_list("pk", _registered[0]())
    return {pk for pk, has_registered in asked if has_registered}


def _stage(person: Recipient, letter: Message | None, registered: Collection[int]) -> Stage:
    if person.left_at:
        return Stage.GONE
    if person.pk in registered:
        return Stage.REGISTERED
    if person.user and person.user.password_changed_at:
        return Stage.ACCOUNT
    return _STAGES[State(letter.state)] if letter else Stage.WAITING


def _letters(recipients: Sequence[Recipient]) -> dict[int, Message]:
    """Return the last invitation to each person that was not dropped, by primary key."""
    latest = (
        Message.objects.filter(kind=KIND, about__in=[recipient.pk for recipient in recipients])
        .exclude(state=State.DROPPED)
        .order_by("about", "-id")
        .distinct("about")
        .only("about", "state", "reason", "attempts", "created_at", "retried_at")
    )
    return {letter.about: letter for letter in latest}


def counts(people: RecipientQuerySet) -> dict[int, int]:
    """Count these people by stage; for all people of an organization, see `tally`."""
    return dict(people.order_by().values_list("stage").annotate(people=Count("*")))
