"""Check again, when a line asks, that messages in hand are still wanted and still claimed."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from .claims import Claim
from .clock import boottime
from .in_hand import InHand
from .kinds import KINDS
from .writing import Ready

if TYPE_CHECKING:
    from .models import Message


def check(in_hand: InHand, claim: Claim) -> None:
    """Drop messages that are no longer wanted; the others may be sent for another second."""
    asked = in_hand.to_check()
    if not asked:
        return
    seen = boottime()
    wanted = claim.renew(asked) & _wanted(asked)
    gone = {ready.message.pk for ready in asked} - wanted
    still = [ready for ready in asked if ready.message.pk in wanted]
    dropped = in_hand.checked(gone, still, seen)
    claim.mark([(ready.message, "", None) for ready in dropped])


def _wanted(asked: Iterable[Ready]) -> set[int]:
    by_kind: dict[str, list[Message]] = defaultdict(list)
    for ready in asked:
        by_kind[ready.message.kind].append(ready.message)
    found: set[int] = set()
    for kind, messages in by_kind.items():
        wanted = set(KINDS[kind].wanted([message.about for message in messages]))
        found |= {message.pk for message in messages if message.about in wanted}
    return found
