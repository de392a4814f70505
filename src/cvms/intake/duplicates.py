"""Reject duplicates: of several good records with one address, the first one keeps it."""

from operator import attrgetter

from cvms.intake.codes import Code
from cvms.intake.report import Record, Rejection


def settle(
    good: list[Record], rejected: list[Rejection], keys: list[str]
) -> tuple[list[Record], list[Rejection]]:
    """Return the good records without duplicates, and all rejections, by line.

    `keys` are the canonical addresses of `rejected`, in the same order.
    """
    seen: dict[str, int] = {}
    first, later = list[Record](), list[Record]()
    for record in good:
        line = seen.setdefault(record.email_key, record.line)
        (first if line == record.line else later).append(record)
    found = [_marked(one, seen.get(key)) for one, key in zip(rejected, keys, strict=True)]
    found += [_marked(Rejection(*one[:4], ()), seen[one.email_key]) for one in later]
    return first, sorted(found, key=attrgetter("line"))


def _marked(rejection: Rejection, taken_in: int | None) -> Rejection:
    """Return the rejection, marked as a duplicate if an earlier line has its address."""
    if taken_in is None or taken_in > rejection.line:
        return rejection
    errors = (*rejection.errors, Code.EMAIL_DUPLICATE)
    return rejection._replace(errors=errors, earlier_line=taken_in)
