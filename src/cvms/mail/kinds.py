"""The kinds of message. Each room registers how its own are written; this room only sends them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

from .models import Message


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as its reader gets it: `template` names `<template>.txt` and `<template>.html`.

    What differs from one reader to the next goes into `fields`: plain text on one line, which the
    templates show and never ask about. Letters alike in all else are then compiled once, and
    `context` holds numbers, words and tuples of them. A letter without fields is made by itself.
    """

    to: str
    subject: str
    template: str
    context: Mapping[str, Any]
    language: str = "en"
    sender_name: str = ""
    attachments: tuple[Attachment, ...] = ()
    unsubscribe: str = ""  # the address of the one-click form, for letters that invite
    headers: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)


Writer = Callable[[Sequence[Message]], dict[int, Letter]]
Wanted = Callable[[Collection[int]], Collection[int]]
Stop = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """How to write, check and stop messages of one kind.

    `write` gives each message's letter by its number; one left out is no longer wanted. `wanted`
    gives those of the records that still want theirs; it is asked again before a letter leaves.
    `stop` ends mail of this kind about a record, when its reader complains of it.
    """

    name: str
    label: str | Promise
    write: Writer
    wanted: Wanted
    priority: int
    stop: Stop | None = None


def still_there(model: type[Model]) -> Wanted:
    """Offer `wanted` for letters that only need what they are about to be there still."""

    def there(numbers: Collection[int]) -> Collection[int]:
        found = model._default_manager.filter(pk__in=numbers)
        return list(found.values_list("pk", flat=True))

    return there


KINDS: dict[str, Kind] = {}

URGENT, SOON, BULK = PRIORITIES = (0, 5, 9)  # somebody waits for it; today; by the thousand


def register(
    name: str,
    write: Writer,
    *,
    wanted: Wanted,
    label: str | Promise,
    priority: int,
    stop: Stop | None = None,
) -> None:
    """Register a kind of message; rooms do so when the application starts."""
    KINDS[name] = Kind(name, label, write, wanted, priority, stop)


def label_of(kind: str) -> str:
    """Return what people call this kind of message, in the reader's language."""
    return str(KINDS[kind].label) if kind in KINDS else kind
