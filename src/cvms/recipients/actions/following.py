"""Keep the stage of each person up to date with their letters, account and registration.

Code that marks a letter or sets a password holds other locks and must not wait for a recipient's.
So database triggers note whose stage may have changed (`Touched`), and a worker updates it.
"""

from collections.abc import Iterable

from django.db import transaction

from ..invitations import Stage, stages_of
from ..models import Recipient, Touched

AT_ONCE = 1000  # people in one transaction


def note(recipient: int) -> None:
    """Note a person, so that their stage is updated once the caller's transaction commits."""
    Touched.objects.create(recipient=recipient)


def follow_all() -> int:
    """Set the current stage of each noted person; return how many people were checked."""
    people = 0
    while some := _follow():
        people += some
    return people


@transaction.atomic
def _follow() -> int:
    notes = Touched.objects.order_by("pk").select_for_update(skip_locked=True)
    noted = dict(notes.values_list("pk", "recipient")[:AT_ONCE])
    Touched.objects.filter(pk__in=noted).delete()
    refresh(set(noted.values()))
    return len(noted)


def refresh(recipients: Iterable[int]) -> None:
    """Set the current stage of these people, in the caller's transaction."""
    locked = (
        Recipient.objects.filter(pk__in=recipients, organization__isnull=False)
        .order_by("pk")
        .select_for_update(of=("self",))
        .select_related("user")
    )
    people = list(locked)
    moved: dict[tuple[Stage, str], list[int]] = {}
    for person, now in zip(people, stages_of(people), strict=True):
        if (person.stage, person.why) != now:
            moved.setdefault(now, []).append(person.pk)
    for (stage, why), numbers in moved.items():
        Recipient.objects.filter(pk__in=numbers).update(stage=stage, why=why)
