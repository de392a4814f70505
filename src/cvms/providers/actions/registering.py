"""Registering somebody who has no email at a location's desk, with the wizard of the portal."""

from django.db import transaction

from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.recipients.models import Recipient
from cvms.registration.actions import answering as registration
from cvms.registration.models import Draft, Registration

from ..models import Location


@transaction.atomic
def begin(*, location: Location, first_name: str, last_name: str, by: User) -> Draft:
    """Make the person known to the location, and the wizard ready."""
    recipient = Recipient.objects.create(
        location=location, first_name=first_name, last_name=last_name
    )
    record("providers.person_added", by=by, on=recipient, location=location.pk)
    return registration.start(recipient=recipient, by=by)


@transaction.atomic
def give_up(*, recipient: Recipient, by: User) -> None:
    """Forget answers that were not submitted; of who submitted none before, nothing is kept."""
    registration.discard(recipient=recipient, by=by)
    if not Registration.objects.filter(recipient=recipient).exists():
        record("providers.person_given_up", by=by, on=recipient, location=recipient.location_id)
        recipient.delete()
