"""Of the good records with one address, the first has it, and the others are rejected."""

from operator import attrgetter

from cvms.intake.codes import Code
from cvms.intake.report import Record, Rejection


def settle(
    good: list[Record], rejected: list[Rejection], keys: list[str]
) -> tuple[list[Record], list[Rejection]]:
    """The good records without duplicates, and all that is rejected then, by line.

    `keys` are the addresses of `rejected`, by which to compare.
    """
    seen: dict[str, int] = {}
    first, later = list[Record](), list[Record]()
    for record in good:
        line = seen.setdefault(record.email_key, record.line)
        (first if line == record.line else later).append(record)
    told = [_told(one, seen.get(key)) for one, key in zip(rejected, keys, strict=True)]
    told += [_told(Rejection(*one[:4], ()), seen[one.email_key]) for one in later]
    return first, sorted(told, key=attrgetter("line"))


def _told(rejection: Rejection, taken_in: int | None) -> Rejection:
    """With the line that has its address, if that is an earlier one."""
    if taken_in is None or taken_in > rejection.line:
        return rejection
    errors = (*rejection.errors, Code.EMAIL_DUPLICATE)
    return rejection._replace(errors=errors, earlier_line=taken_in)
