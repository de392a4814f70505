"""Count attempts, with one SQL statement each, so that two requests cannot both be the last.

Django's cache would lose counts when it is full, and a stranger could fill it.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from ..models import Count

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}

_SPEND = """
INSERT INTO accounts_count AS known (key, empty_at)
VALUES (%(key)s, clock_timestamp() + %(share)s)
ON CONFLICT (key) DO UPDATE
SET empty_at = greatest(known.empty_at, clock_timestamp()) + %(share)s
WHERE greatest(known.empty_at, clock_timestamp()) + %(share)s <= clock_timestamp() + %(time)s
RETURNING key
"""
_WAIT = """
SELECT empty_at + %(share)s - %(time)s - clock_timestamp() FROM accounts_count WHERE key = %(key)s
"""


class TooMany(Exception):
    """A limit was exceeded; `wait` is how long until one more is allowed.

    `why` is a sentence for the reader, if "This was tried too many times" is not enough.
    """

    def __init__(self, wait: timedelta, why: str = "") -> None:
        super().__init__()
        self.wait, self.why = wait, why


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `most` in `time`, for each account, place (network address) or subject."""

    most: int
    time: timedelta
    per: str

    @property
    def share(self) -> timedelta:
        """Return the time that one attempt takes up."""
        return self.time / self.most


def rates(text: str) -> list[Rate]:
    """Parse the rates in a setting, such as "30/m/account, 5/15m/subject"."""
    return [_rate(part.strip()) for part in text.split(",")]


def _rate(text: str) -> Rate:
    most, time, per = text.split("/")
    seconds = int(time[:-1] or 1) * _UNITS[time[-1]]
    return Rate(int(most), timedelta(seconds=seconds), per)


def spend(name: str, rate: Rate, whose: str, count: int = 1) -> None:
    """Count `count` more of `name` for `whose`. Raises TooMany, and then counts nothing."""
    key, share = _key(name, rate, whose), rate.share * count
    with connection.cursor() as cursor:
        asked: dict[str, Any] = {"key": key, "share": share, "time": rate.time}
        cursor.execute(_SPEND, asked)
        if cursor.fetchone():
            return
        cursor.execute(_WAIT, asked)
        row = cursor.fetchone()
    raise TooMany(max(row[0], timedelta(seconds=1)) if row else share)


def give_back(name: str, rate: Rate, whose: str, count: int = 1) -> None:
    """Undo `spend`, for example because the password was right."""
    asked: dict[str, Any] = {"share": rate.share * count, "key": _key(name, rate, whose)}
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE accounts_count SET empty_at = empty_at - %(share)s WHERE key = %(key)s",
            asked,
        )


def forget_old() -> int:
    """Delete counts that no longer limit anything; return how many."""
    return Count.objects.filter(empty_at__lt=timezone.now()).delete()[0]


def _key(name: str, rate: Rate, whose: str) -> bytes:
    text = "\0".join((name, rate.per, str(rate.most), str(rate.time), whose))
    return hashlib.sha256(text.encode()).digest()
