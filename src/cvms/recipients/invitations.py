"""How far each person's invitation is, as the organization may know it."""

from collections.abc import Sequence

from django.db.models import Count, Q
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


def add_states(recipients: Sequence[Recipient]) -> None:
    """Give each `invitation` (a key of WORDS), `invitation_words` and `invitation_reason`."""
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
        recipient.invitation = state
        recipient.invitation_words = WORDS[state]
        recipient.invitation_reason = message.reason if message else ""
        recipient.can_invite_again = not recipient.unsubscribed_at and state not in (
            ACCOUNT_CREATED,
            Message.State.QUEUED,
            Message.State.SENDING,
        )


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
