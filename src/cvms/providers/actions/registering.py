"""Register people at a location's desk, with the same wizard as in the portal."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.recipients.models import Recipient
from cvms.registration.actions import answering as registration
from cvms.registration.finding import alike
from cvms.registration.forms import retyped
from cvms.registration.models import Draft, Registration
from cvms.registration.pages import ABOUT

from ..models import DeskVisit, Location


class PerhapsKnown(Exception):
    """A person with this name and date of birth has a record already."""


@transaction.atomic
def begin(
    *,
    location: Location,
    first_name: str,
    last_name: str,
    by: User,
    date_of_birth: date | None = None,
    another: bool = True,
) -> Draft:
    """Create a person without email at a location, and a draft for the wizard.

    Raises PerhapsKnown if there is a record with this name and date of birth, unless `another`
    confirms that this is another person.
    """
    if date_of_birth and not another and alike(first_name, last_name, date_of_birth):
        raise PerhapsKnown
    recipient = Recipient.objects.create(
        location=location, first_name=first_name, last_name=last_name
    )
    record("providers.person_added", by=by, on=recipient, location=location.pk)
    draft = registration.start(recipient=recipient, by=by)
    if date_of_birth:
        born = [question for question in ABOUT.questions if question.name == "date_of_birth"]
        draft.typed[ABOUT.slug] = retyped(born, {"date_of_birth": date_of_birth})
        draft.save(update_fields=["typed"])
    return draft


@transaction.atomic
def begin_invited(*, recipient: Recipient, location: Location, by: User) -> Draft:
    """Start to register a person whom an organization invited, in their existing record.

    Raises registration.Gone for a person who was removed, and PerhapsKnown for one who has
    registered already.
    """
    draft = registration.start(recipient=recipient, by=by)
    if Registration.objects.filter(recipient=recipient).exists():
        raise PerhapsKnown
    DeskVisit.objects.update_or_create(
        recipient=recipient, defaults={"location": location, "began_at": timezone.now()}
    )
    record("providers.invited_registered_here", by=by, on=recipient, location=location.pk)
    return draft


@transaction.atomic
def give_up(*, recipient: Recipient, by: User) -> None:
    """Delete answers that were not submitted, and the person if there is nothing else."""
    registration.discard(recipient=recipient, by=by)
    DeskVisit.objects.filter(recipient=recipient).delete()
    if recipient.location_id and not Registration.objects.filter(recipient=recipient).exists():
        record("providers.person_given_up", by=by, on=recipient, location=recipient.location_id)
        recipient.delete()
