"""Send a person's invitation again, or stop all invitations to the person."""

from django.db import transaction
from django.utils import timezone

from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.mail.actions import send as send_mail
from cvms.mail.models import Message

from ..invitations import KIND
from ..models import Recipient


@transaction.atomic
def invite_again(*, recipient: Recipient, by: User) -> bool:
    """Send the invitation again; earlier links stop working. Return False if none is needed.

    If two users do this at once, the lock orders them: the second finds the first one's message.
    """
    locked = Recipient.objects.invitable().select_for_update(of=("self",))
    if (
        not locked.filter(pk=recipient.pk).first()
        or Message.objects.about(KIND, recipient.pk).waiting().exists()
        or recipient.user is None
    ):
        return False
    Recipient.objects.filter(pk=recipient.pk).update(
        written_at=timezone.now(), stage=Recipient.Stage.WAITING, why=""
    )
    recipient.user.password_links.revoke()
    send_mail(KIND, [recipient.pk], batch=recipient.upload_id)
    record("recipients.invited_again", by=by, on=recipient, organization=recipient.organization_id)
    return True


@transaction.atomic
def unsubscribe(*, recipient: Recipient, by: User | None = None) -> None:
    """Stop invitations to this person. The record stays: they can still register."""
    if recipient.unsubscribed_at is None:
        recipient.unsubscribed_at = timezone.now()
        recipient.save(update_fields=["unsubscribed_at"])
        record(
            "recipients.unsubscribed", by=by, on=recipient, organization=recipient.organization_id
        )
