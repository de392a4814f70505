"""Send letters to people who have not registered yet: again on request, and as reminders."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.mail.actions import send as send_mail
from cvms.organizations.models import Organization

from ..invitations import KIND, REMINDER
from ..models import Recipient, RecipientQuerySet
from ..writable import writable

AT_ONCE = 5000  # reminders in one transaction
Stage = Recipient.Stage


@transaction.atomic
def send_again(*, people: RecipientQuerySet, organization: Organization, by: User) -> int:
    """Send another letter to those of these people who may get one; return how many letters.

    Nobody gets a second letter within `AGAIN_DAYS`, however often this is called.
    """
    written = _write(writable(people.filter(organization=organization)))
    if written:
        record(
            "recipients.all_invited_again",
            by=by,
            on=organization,
            organization=organization.pk,
            letters=len(written),
        )
    return len(written)


@transaction.atomic
def remind() -> int:
    """Send the reminders that are due today, at most `AT_ONCE` of them; return how many."""
    now = timezone.now()
    for number, days in enumerate(settings.REMINDER_DAYS):
        due = writable(Recipient.objects.all()).filter(
            stage__in=Recipient.REMINDED, reminders=number, loaded_at__lt=now - timedelta(days=days)
        )
        some = Recipient.objects.filter(pk__in=list(due.values_list("pk", flat=True)[:AT_ONCE]))
        if written := _write(writable(some), automatic=True):
            record("recipients.reminded", letters=len(written), reminder=number + 1)
            return len(written)
    return 0


def _write(people: RecipientQuerySet, *, automatic: bool = False) -> list[int]:
    """Lock these people, store when they are written to, and queue a letter to each."""
    locked = {person.pk: person for person in people.locked().select_related("user")}
    with_account = [
        pk for pk, person in locked.items() if person.user and person.user.password_changed_at
    ]
    others = [pk for pk in locked if pk not in set(with_account)]
    noted = Recipient.objects.filter(pk__in=locked)
    noted.update(written_at=timezone.now(), reminders=F("reminders") + int(automatic))
    Recipient.objects.filter(pk__in=others).update(stage=Stage.WAITING, why="")
    for kind, numbers in ((KIND, others), (REMINDER, with_account)):
        if numbers:
            send_mail(kind, numbers)
    return list(locked)
