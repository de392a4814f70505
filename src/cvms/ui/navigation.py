"""The menu of each portal, in which every room registers its own items."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.urls import reverse

from .portals import portal_of

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import Promise


def always(_request: "HttpRequest") -> bool:
    """Show a menu item to everybody, including visitors who have not signed in."""
    return True


def members(request: "HttpRequest") -> bool:
    """Show a menu item on public pages, and in a portal to its signed-in users."""
    user = getattr(request, "user", None)
    return portal_of(request) == "" or (user is not None and user.is_authenticated)


@dataclass(frozen=True, slots=True)
class Entry:
    """A registered menu item: a page, or a menu of pages if `menu` is given."""

    label: "str | Promise"
    url_name: str
    args: tuple[object, ...] = ()
    order: int = 0
    shown: Callable[["HttpRequest"], bool] = members
    menu: tuple["Entry", ...] = ()
    count: Callable[["HttpRequest"], int] | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A menu item of one page; `current` marks the page that the user is on."""

    label: "str | Promise"
    url: str
    current: bool = False
    menu: tuple["Item", ...] = ()
    count: int = 0  # tasks waiting there; 0 is not shown


_entries: dict[str, dict[str, Entry]] = defaultdict(dict)
_acting_for: dict[str, Callable[["HttpRequest"], str]] = {}


def register_acting_for(portal: str, name: Callable[["HttpRequest"], str]) -> None:
    """Register a function that returns the organization that a user acts for, for the header.

    It returns the name, or "" if there is none.
    """
    _acting_for[portal] = name


def acting_for(request: "HttpRequest") -> str:
    """Return the name of the organization that the user acts for; "" if none or signed out."""
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
    """Add an item to a portal's menu; registering the same page again replaces it.

    `count` returns how many tasks wait there for the user.
    """
    _entries[portal][url_name] = Entry(label, url_name, (), order, shown, tuple(menu), count)


def items(request: "HttpRequest") -> list[Item]:
    """Return the menu of the request's portal, in order, with the current page marked."""
    entries = sorted(_entries[portal_of(request)].values(), key=lambda entry: entry.order)
    drawn = [_draw(entry, request) for entry in entries if entry.shown(request)]
    # Every page's address starts with the home page's, so the longest match is the current one.
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
