"""Find people on a list who are there under the address they had before a correction."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from .folding import folded
from .models import Former, Recipient


class Named(Protocol):
    """A record of a list, which has at least a name."""

    @property
    def first_name(self) -> str: ...
    @property
    def last_name(self) -> str: ...


def formerly(organization: int, records: Mapping[str, Iterable[Named]]) -> list[Former]:
    """Return the former entries of an organization's people that these records match.

    `records` is keyed by canonical address. A person's mistyped address may be another person's, so
    the name on the record must match too: the person's present name, or a former one.

    The people are queried apart. In a join, PostgreSQL may search for all addresses again for each
    person of an organization of which it has no statistics yet.
    """
    found = Former.objects.filter(email_key__any_of=records).prefetch_related("recipient")
    known = [former for former in found if former.recipient.organization_id == organization]
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
