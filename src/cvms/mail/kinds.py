"""The kinds of message. A room registers how its own are written; this room only sends them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from .models import Message


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as its reader gets it: `template` names `<template>.txt` and `<template>.html`."""

    to: str
    subject: str
    template: str
    context: dict[str, Any]
    language: str = "en"
    sender_name: str = ""
    attachments: tuple[Attachment, ...] = ()
    unsubscribe: str = ""  # the address of the one-click form, for letters that invite
    headers: dict[str, str] = field(default_factory=dict)


Writer = Callable[[Sequence[Message]], dict[int, Letter]]


@dataclass(frozen=True, slots=True)
class Kind:
    """`write` gives each message's letter by its number; one left out is no longer wanted."""

    name: str
    write: Writer
    priority: int


KINDS: dict[str, Kind] = {}

URGENT, SOON, BULK = 0, 5, 9  # somebody waits for it; today; by the thousand


def register(name: str, write: Writer, *, priority: int) -> None:
    """Make messages of this kind known; a room does so when the application starts."""
    KINDS[name] = Kind(name, write, priority)
