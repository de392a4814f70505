"""The kinds of messages. Each room registers how to write its own; this room only sends them."""

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
    """A message as its reader gets it, from the templates `<template>.txt` and `<template>.html`.

    What differs from one reader to the next goes into `fields`: plain text on one line, which the
    templates show and never test. Letters that are otherwise equal are then compiled once, so their
    `context` must be hashable: numbers, text, and tuples of them. A letter without fields is
    rendered separately.
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
    """A kind of message, with the functions that write, check and stop its messages.

    `write` returns the letters by message number; a message without one is no longer wanted.
    `wanted` returns the records among these that still need their letter; it is called again right
    before a letter is sent. `stop` ends mail of this kind about a record whose reader complained.
    """

    name: str
    label: str | Promise
    write: Writer
    wanted: Wanted
    priority: int
    stop: Stop | None = None


def still_there(model: type[Model]) -> Wanted:
    """Return a `wanted` for letters that are wanted as long as their record exists."""

    def there(numbers: Collection[int]) -> Collection[int]:
        found = model._default_manager.filter(pk__in=numbers)
        return list(found.values_list("pk", flat=True))

    return there


KINDS: dict[str, Kind] = {}

URGENT, SOON, BULK = PRIORITIES = (0, 5, 9)  # somebody waits for it; within the day; thousands


def register(
    name: str,
    write: Writer,
    *,
    wanted: Wanted,
    label: str | Promise,
    priority: int,
    stop: Stop | None = None,
) -> None:
    """Register a kind of message; call this when the application starts."""
    KINDS[name] = Kind(name, label, write, wanted, priority, stop)


def label_of(kind: str) -> str:
    """Return what people call this kind of message, in the reader's language."""
    return str(KINDS[kind].label) if kind in KINDS else kind
