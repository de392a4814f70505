"""How far each person's invitation is, as the organization may know it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cvms.mail.models import Message

from .models import Recipient

KIND = "recipient_invitation"

ACCOUNT_CREATED = "account"
WORDS = {
    Message.State.QUEUED: _("Queued"),
    Message.State.SENDING: _("Queued"),
    Message.State.SENT: _("Sent"),
    Message.State.FAILED: _("Could not be delivered"),
    Message.State.BOUNCED: _("Bounced"),
    Message.State.DROPPED: _("Not sent"),
    ACCOUNT_CREATED: _("Account created"),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """How far somebody is who has come further than this room sees.

    `reached` gives those of the recipients' numbers who are there; one query, however many.
    """

    key: str
    words: str | Promise
    reached: Callable[[Collection[int]], set[int]]


_stages: dict[str, Stage] = {}


def register(stage: Stage) -> None:
    """A higher room says what the list may show; those registered later are further."""
    _stages[stage.key] = stage


def add_states(recipients: Sequence[Recipient]) -> None:
    """Give each `invitation` (a key of WORDS or a stage's), `invitation_words` and
    `invitation_reason`."""
    further = _further([recipient.pk for recipient in recipients])
    latest = (
        Message.objects.filter(kind=KIND, about__in=[recipient.pk for recipient in recipients])
        .order_by("about", "-id")
        .distinct("about")
    )
    messages = {message.about: message for message in latest}
    for recipient in recipients:
        message = messages.get(recipient.pk)
        state = message.state if message else Message.State.DROPPED
        if recipient.user.password_changed_at:
            state = ACCOUNT_CREATED
        stage = further.get(recipient.pk)
        recipient.invitation = stage.key if stage else state
        recipient.invitation_words = stage.words if stage else WORDS[state]
        recipient.invitation_reason = message.reason_words if message else ""
        recipient.can_invite_again = (
            not stage
            and not recipient.unsubscribed_at
            and state
            not in (
                ACCOUNT_CREATED,
                Message.State.QUEUED,
                Message.State.SENDING,
            )
        )


def _further(recipients: Collection[int]) -> dict[int, Stage]:
    return {pk: stage for stage in _stages.values() for pk in stage.reached(recipients)}


def counts(upload: int) -> dict[str, int]:
    """Of one upload's invitations: total, sent (out of our hands), failed, waiting."""
    sent = Q(state__in=[Message.State.SENT, Message.State.BOUNCED])
    failed = Q(state__in=[Message.State.FAILED, Message.State.DROPPED])
    return Message.objects.filter(kind=KIND, batch=upload).aggregate(
        total=Count("pk"),
        sent=Count("pk", filter=sent),
        failed=Count("pk", filter=failed),
        waiting=Count("pk", filter=~sent & ~failed),
    )
