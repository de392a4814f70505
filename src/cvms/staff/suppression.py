"""Hide small cells, so that a table of figures reveals nothing about one person.

Counts from 1 to 4 are hidden. Where only one is, or all hidden ones together are fewer than 5, a
total that is known elsewhere would give it away: the smallest others are hidden with it.
"""

from collections.abc import Mapping

LEAST = 5  # people; what fewer have in common is not shown


def hidden(counts: Mapping[str, int]) -> set[str]:
    """Return the keys whose counts must not be shown."""
    chosen = {key for key, people in counts.items() if 0 < people < LEAST}
    others = sorted(
        (key for key, people in counts.items() if people >= LEAST), key=lambda key: counts[key]
    )
    while chosen and others and (len(chosen) < 2 or sum(counts[key] for key in chosen) < LEAST):
        chosen.add(others.pop(0))
    return chosen
