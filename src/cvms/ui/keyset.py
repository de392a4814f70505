"""Keyset pagination: a page starts where the last one ended, so every page is equally fast."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of rows, newest first; `older` is the cursor of the next page, "" on the last."""

    rows: list[Any]
    older: str
    first: bool


def newest_first(
    queryset: QuerySet[Any], cursor: str = "", *, by: str = "id", size: int = PER_PAGE
) -> Slice:
    """Return the page that a cursor names, or the first page if it is missing or invalid.

    `by` is "id" or the name of a time, which need not be unique but needs a descending index.
    `size` is the number of rows in a page.
    """
    after = _parsed(cursor, by)
    order = ["-id"] if by == "id" else [f"-{by}", "-id"]
    found = queryset.order_by(*order)
    if after:
        found = _after(found, by, *after)
    rows = list(found[: size + 1])
    more = len(rows) > size
    return Slice(rows[:size], _cursor(rows[size - 1], by) if more else "", first=after is None)


def _after(queryset: QuerySet[Any], by: str, value: Any, number: int) -> QuerySet[Any]:
    if by == "id":
        return queryset.filter(id__lt=number)
    return queryset.filter(**{f"{by}__lte": value}).exclude(**{by: value, "id__gte": number})


def _cursor(row: Model, by: str) -> str:
    return str(row.pk) if by == "id" else f"{getattr(row, by).isoformat()}~{row.pk}"


def _parsed(cursor: str, by: str) -> tuple[Any, int] | None:
    moment, _tilde, number = cursor.rpartition("~")
    try:
        return (None if by == "id" else _aware(moment)), _row_id(number)
    except ValueError:
        return None


def _aware(moment: str) -> datetime:
    parsed = datetime.fromisoformat(moment)
    if parsed.tzinfo is None:
        raise ValueError(moment)
    return parsed


def _row_id(number: str) -> int:
    """Parse a row's id; raise ValueError if it is none or larger than the database allows."""
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        raise ValueError(number)
    return int(number)
