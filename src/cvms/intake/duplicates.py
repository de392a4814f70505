"""Of the good records with one address, the first has it, and the others are rejected."""

from itertools import compress, count
from operator import attrgetter, ne

from cvms.intake.catalogue import Code
from cvms.intake.records import Records
from cvms.intake.report import Rejection


def settle(good: Records, rejected: list[Rejection], keys: list[str]) -> list[Rejection]:
    """Take the duplicates out of `good`; all that is rejected then. `keys` are of `rejected`.

    After the records, not among them: the processor waits for the table of a long list, which no
    cache holds, and waits for many looks into it at once where nothing else is between them.
    """
    lines, seen = good.column("line"), dict[str, int]()
    taken_in = list(map(seen.setdefault, good.column("email_key"), lines))
    told = [_told(one, seen.get(key, one.line)) for one, key in zip(rejected, keys, strict=True)]
    later = list(compress(count(), map(ne, taken_in, lines)))
    for place, record in zip(later, good.take_out(later), strict=True):
        told.append(_told(Rejection(*record[:4], ()), taken_in[place]))
    return sorted(told, key=attrgetter("line"))


def _told(rejection: Rejection, taken_in: int) -> Rejection:
    """With the line that has its address, if that is an earlier one."""
    if taken_in >= rejection.line:
        return rejection
    errors = (*rejection.errors, Code.EMAIL_DUPLICATE)
    return rejection._replace(errors=errors, earlier_line=taken_in)
