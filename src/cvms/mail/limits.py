"""Parse the settings that limit how fast mail is sent, and the warm-up plan of a new sender."""

from dataclasses import dataclass
from datetime import date

OTHERS = "others"  # in the settings: every destination that is not named


@dataclass(frozen=True, slots=True)
class Limit:
    """The limits of one destination: messages a second, connections at once; 0 is no limit."""

    per_second: float = 0.0
    connections: int = 0


@dataclass(frozen=True, slots=True)
class WarmUp:
    """The most messages to one destination on each of a new sender's first days."""

    begins: date
    per_day: tuple[int, ...]

    def most_on(self, day: date) -> int | None:
        """Return the limit for that day, or None after the plan."""
        number = (day - self.begins).days
        if number < 0:
            return self.per_day[0]
        return self.per_day[number] if number < len(self.per_day) else None


def parse_limits(text: str) -> dict[str, Limit]:
    """Parse `gmail.com=20:10,others=5`: messages a second, and connections after a colon.

    Raises ValueError for anything else.
    """
    limits: dict[str, Limit] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        destination, equals, values = part.partition("=")
        if not equals:
            raise ValueError(f"{part}: say destination=messages a second")
        rate, _colon, connections = values.partition(":")
        limits[destination.strip().lower()] = Limit(float(rate or 0), int(connections or 0))
    return limits


def parse_warm_up(text: str) -> WarmUp | None:
    """Parse `2021-01-14=1000,5000,20000`: the first day, and the limit for it and later days.

    Return None for an empty text. Raises ValueError for anything else.
    """
    if not text:
        return None
    begins, _equals, days = text.partition("=")
    return WarmUp(date.fromisoformat(begins.strip()), tuple(int(most) for most in days.split(",")))
