"""Groups put in another order; their numbers follow their places."""

from dataclasses import replace

from cvms.rules.rule_set import Group

Groups = tuple[Group, ...]


def arranged(groups: Groups, act: str, place: str) -> Groups | None:
    """After `act` (add, or up, down, remove of the one at `place`); None where it cannot be."""
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
    """With another group in that place."""
    return _numbered((*groups[:place], group, *groups[place + 1 :]))


def _numbered(groups: Groups | list[Group]) -> Groups:
    return tuple(replace(group, order=order) for order, group in enumerate(groups, 1))
