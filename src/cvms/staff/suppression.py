"""Hide small figures, so that a table reveals nothing about one person.

Counts from 1 to 4 are hidden. If there is only one of them, or all of them together are fewer than
5, a total known from elsewhere would reveal them; then the smallest other counts are hidden too.
"""

from collections.abc import Mapping

LEAST = 5  # people; smaller counts are not shown


def hidden(counts: Mapping[str, int]) -> set[str]:
    """Return the keys whose counts must not be shown."""
    chosen = {key for key, people in counts.items() if 0 < people < LEAST}
    others = sorted(
        (key for key, people in counts.items() if people >= LEAST), key=lambda key: counts[key]
    )
    while chosen and others and (len(chosen) < 2 or sum(counts[key] for key in chosen) < LEAST):
        chosen.add(others.pop(0))
    return chosen
