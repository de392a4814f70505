"""Check one record, whether it comes from a file, a form or a grid."""

from collections.abc import Iterable
from typing import NamedTuple

from cvms.intake.addresses import split
from cvms.intake.bounds import FIRST_NAME_LIMIT, LAST_NAME_LIMIT
from cvms.intake.catalogue import SENTENCES
from cvms.intake.codes import Code
from cvms.intake.names import is_name
from cvms.intake.residue import unwrapped
from cvms.intake.roles import is_suffix

ORDER = {code: place for place, code in enumerate(Code)}


class Person(NamedTuple):
    """One record's cleaned cells, the address's canonical form, and its errors in order."""

    first_name: str
    last_name: str
    email: str
    email_key: str
    errors: tuple[Code, ...]


ANY_NAME = "A"  # passes every check; for forms that check an address or one name only


def check_person(first: str, last: str, email: str) -> Person:
    """Clean and check one record; the caller, who knows the other records, finds duplicates."""
    first, last, email = unwrapped(first), unwrapped(last), unwrapped(email)
    parts = split(email)
    key = f"{parts[0]}@{parts[1]}".lower() if parts else email.lower()
    good = (
        parts
        and _is_good(first, FIRST_NAME_LIMIT)
        and _is_good(last, LAST_NAME_LIMIT)
        and not is_suffix(first)
    )
    errors = () if good else _errors(first, last, email, is_address=parts is not None)
    return Person(first, last, email, key, errors)


def _is_good(name: str, limit: int) -> bool:
    return 0 < len(name) <= limit and is_name(name)


def _errors(first: str, last: str, email: str, *, is_address: bool) -> tuple[Code, ...]:
    checks = (
        (Code.FIRST_NAME_BLANK, not first),
        (Code.LAST_NAME_BLANK, not last),
        (Code.EMAIL_BLANK, not email),
        (Code.FIRST_NAME_INVALID, not is_name(first) or is_suffix(first)),
        (Code.LAST_NAME_INVALID, not is_name(last)),
        (Code.FIRST_NAME_TOO_LONG, len(first) > FIRST_NAME_LIMIT),
        (Code.LAST_NAME_TOO_LONG, len(last) > LAST_NAME_LIMIT),
        (Code.EMAIL_INVALID, bool(email) and not is_address),
    )
    return tuple(code for code, wrong in checks if wrong)


def reasons(codes: Iterable[Code]) -> str:
    """Return the codes' sentences in the guide's order: `First Name is blank Email Address ...`."""
    return " ".join(SENTENCES[code] for code in sorted(codes, key=ORDER.__getitem__))


def error_cell(line: int, codes: Iterable[Code]) -> str:
    """Return the error file's Error cell, such as `Line 10: First Name is blank`."""
    return f"Line {line}: {reasons(codes)}"
