"""The menu of each portal: rooms register their own items, so no room has to know them all."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.urls import reverse

from .portals import portal_of

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import Promise


def always(request: "HttpRequest") -> bool:  # noqa: ARG001 - every rule takes the request
    """Shown to everybody, visitors who have not signed in among them."""
    return True


def members(request: "HttpRequest") -> bool:
    """Shown on public pages, and in a portal to its own people once they are signed in."""
    user = getattr(request, "user", None)
    return portal_of(request) == "" or (user is not None and user.is_authenticated)


@dataclass(frozen=True, slots=True)
class Entry:
    """A page to link to, or a menu of pages when `menu` is given."""

    label: "str | Promise"
    url_name: str
    args: tuple[object, ...] = ()
    order: int = 0
    shown: Callable[["HttpRequest"], bool] = members
    menu: tuple["Entry", ...] = ()
    count: Callable[["HttpRequest"], int] | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A link as one page draws it; `current` says that the reader is there."""

    label: "str | Promise"
    url: str
    current: bool = False
    menu: tuple["Item", ...] = ()
    count: int = 0  # how much waits there; 0 shows none


_entries: dict[str, dict[str, Entry]] = defaultdict(dict)
_acting_for: dict[str, Callable[["HttpRequest"], str]] = {}


def register_acting_for(portal: str, name: Callable[["HttpRequest"], str]) -> None:
    """Say for whom the reader acts in a portal, whose name its header shows; "" for nobody."""
    _acting_for[portal] = name


def acting_for(request: "HttpRequest") -> str:
    """The name beside the portal's, for people who have signed in there."""
    name = _acting_for.get(portal_of(request))
    return name(request) if name and members(request) else ""


def register(
    portal: str,
    label: "str | Promise",
    url_name: str,
    *,
    order: int,
    shown: Callable[["HttpRequest"], bool] = members,
    menu: tuple[Entry, ...] = (),
    count: Callable[["HttpRequest"], int] | None = None,
) -> None:
    """Put an item into a portal's menu; registering the same page again replaces it.

    `count` says how much waits there for the reader.
    """
    _entries[portal][url_name] = Entry(label, url_name, (), order, shown, tuple(menu), count)


def items(request: "HttpRequest") -> list[Item]:
    """The menu of the request's portal, in order, the reader's place marked."""
    entries = sorted(_entries[portal_of(request)].values(), key=lambda entry: entry.order)
    drawn = [_draw(entry, request) for entry in entries if entry.shown(request)]
    # Home's address begins that of every page below it: the longest that fits is the place.
    under = [item.url for item in drawn if request.path.startswith(item.url)]
    here = max(under, key=len, default=None)
    return [_mark(item, request.path, here) for item in drawn]


def _draw(entry: Entry, request: "HttpRequest") -> Item:
    url = reverse(entry.url_name, args=entry.args)
    below = tuple(_draw(one, request) for one in entry.menu)
    return Item(entry.label, url, menu=below, count=entry.count(request) if entry.count else 0)


def _mark(item: Item, path: str, here: str | None) -> Item:
    below = tuple(replace(page, current=page.url == path) for page in item.menu)
    return replace(item, current=item.url == here, menu=below)
