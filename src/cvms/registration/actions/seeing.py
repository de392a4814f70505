"""Record in the audit trail who looked at a person's registration."""

from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.recipients.models import Recipient


def record_view(*, recipient: Recipient, by: User) -> None:
    """Record that somebody other than the person looks at their registration.

    Every view that shows a registration or a draft must call this first.
    """
    if by.pk != recipient.user_id:
        record("registration.seen", by=by, on=recipient, organization=recipient.organization_id)
