"""Of the good records with one address, the first has it, and the others are rejected."""

from itertools import chain
from operator import attrgetter

from cvms.intake.catalogue import Code
from cvms.intake.records import Record, Records
from cvms.intake.report import Rejection


def settle(good: Records, rejected: list[Rejection], keys: list[str]) -> list[Rejection]:
    """Take the duplicates out of `good`; all that is rejected then. `keys` are of `rejected`.

    In a loop of its own, since no cache holds the table of a long list: the processor can wait
    for many looks into it at once only where little else is done between them.
    """
    seen, later = dict[str, int](), []
    for place, key in enumerate(good.keys()):
        if seen.setdefault(key, place) != place:
            later.append(place)
    wrong = chain(zip(rejected, keys, strict=True), (_wrong(good.at(place)) for place in later))
    told = [_told(one, good.at(seen[key]).line) if key in seen else one for one, key in wrong]
    if later:
        good.drop(later)
    return sorted(told, key=attrgetter("line"))


def _wrong(record: Record) -> tuple[Rejection, str]:
    return Rejection(*record[:4], ()), record.email_key


def _told(rejection: Rejection, taken_in: int) -> Rejection:
    """With the line that has its address, if that is an earlier one."""
    if taken_in > rejection.line:
        return rejection
    errors = (*rejection.errors, Code.EMAIL_DUPLICATE)
    return rejection._replace(errors=errors, earlier_line=taken_in)
