"""The trail of who looked at a person's registration."""

from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.recipients.models import Recipient


def seen(*, recipient: Recipient, by: User) -> None:
    """Record that somebody else than the person looks at their registration.

    A view that shows a registration or a draft calls this first.
    """
    if by.pk != recipient.user_id:
        record("registration.seen", by=by, on=recipient, organization=recipient.organization_id)
