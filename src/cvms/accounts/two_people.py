"""What two people decide is not decided by one person with two accounts.

Whoever makes staff accounts could make one for themselves at another address of theirs.
"""

from .models import Making


def same_hands(account: int) -> set[int]:
    """Return the accounts that are no second person for this one: it, its makers, those it made.

    Makers of makers count as well, and so do accounts that were made by accounts that it made.
    """
    makers = dict(Making.objects.values_list("account", "maker"))
    made = {one for one in makers if account in _makers(one, makers)}
    return {account} | _makers(account, makers) | made


def _makers(account: int, makers: dict[int, int]) -> set[int]:
    found: set[int] = set()
    maker = makers.get(account)
    while maker is not None and maker not in found:
        found.add(maker)
        maker = makers.get(maker)
    return found
