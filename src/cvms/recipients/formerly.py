"""People on a list by the address that they had before somebody corrected it."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from .folding import folded
from .models import Former, Recipient


class Named(Protocol):
    """A record of a list."""

    @property
    def first_name(self) -> str: ...
    @property
    def last_name(self) -> str: ...


def formerly(organization: int, records: Mapping[str, Iterable[Named]]) -> list[Former]:
    """Find which of an organization's people records name as they were, by former address key.

    An address that was somebody's by mistake may be somebody else's, so the name has to be
    theirs too: the present one, or a former one.
    """
    known = Former.objects.filter(
        recipient__organization=organization, email_key__in=list(records)
    ).select_related("recipient")
    names = _names_of({former.recipient_id: former.recipient for former in known})
    return [
        former
        for former in known
        if former.email_key != former.recipient.email_key
        and any(_name(one) in names[former.recipient_id] for one in records[former.email_key])
    ]


def _names_of(people: Mapping[int, Recipient]) -> dict[int, set[str]]:
    names = {pk: {_name(person)} for pk, person in people.items()}
    for pk, name in Former.objects.filter(recipient__in=people).values_list("recipient", "name"):
        names[pk].add(name)
    return names


def _name(one: Named) -> str:
    return folded(f"{one.first_name} {one.last_name}")
