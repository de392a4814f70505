"""Keep one person with two accounts from deciding what needs two people.

Whoever creates staff accounts could create one for themselves at another of their addresses.
"""

from .models import Making


def related_accounts(account: int) -> set[int]:
    """Return the accounts that cannot be the second person: itself, its makers, and those it made.

    Makers of makers count as well, and so do accounts made by accounts that it made.
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
