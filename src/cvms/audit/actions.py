"""The one way to write to the audit trail."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from .middleware import where
from .models import Event


def record(
    action: str,
    *,
    by: Any = None,
    on: Model | None = None,
    organization: int | None = None,
    kind: str = "",
    **details: Any,
) -> None:
    """Add an event in the caller's transaction: it is kept if and only if the change is.

    `action` is "room.verb"; `by` the account that acted or None for the system; `on` the record it
    is about; `details` are counts, codes and file names that are JSON, never a recipient's data.
    `kind` is what `numbers` among the details are of, where the event is about several records.
    """
    Event.objects.create(
        action=action,
        who=getattr(by, "pk", None),
        role=" ".join(getattr(by, "roles", [])),
        organization=organization,
        kind=on._meta.label_lower if on else kind,
        about=str(on.pk) if on else "",
        address=where.get(),
        details=details,
    )


def record_list(
    action: str, rows: Iterable[Model], *, by: Any, organization: int | None = None
) -> None:
    """Add that somebody looked at a page of a list of people: the numbers of its rows.

    An empty page tells of nobody and is not recorded.
    """
    rows = list(rows)
    if rows:
        kind = rows[0]._meta.label_lower
        numbers = [row.pk for row in rows]
        record(action, by=by, organization=organization, kind=kind, numbers=numbers)
