"""Add, move, remove and replace groups; their `order` is renumbered."""

from dataclasses import replace

from cvms.rules.rule_set import Group

Groups = tuple[Group, ...]


def arranged(groups: Groups, act: str, place: str) -> Groups | None:
    """Return the groups after an act: "add", or "up", "down", "remove" for the one at `place`.

    `place` is a number from 0, as text. Return None if the act or place is invalid.
    """
    if act == "add":
        return _numbered((*groups, Group(label="", order=0, name="", criteria=())))
    if not place.isdecimal() or int(place) >= len(groups):
        return None
    at, left = int(place), list(groups)
    moved = left.pop(at)
    match act:
        case "remove":
            return _numbered(left)
        case "up" | "down":
            left.insert(max(at + (1 if act == "down" else -1), 0), moved)
            return _numbered(left)
    return None


def replaced(groups: Groups, place: int, group: Group) -> Groups:
    """Return the groups with another group at that place."""
    return _numbered((*groups[:place], group, *groups[place + 1 :]))


def _numbered(groups: Groups | list[Group]) -> Groups:
    return tuple(replace(group, order=order) for order, group in enumerate(groups, 1))
