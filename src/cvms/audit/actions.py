"""The only functions that write to the audit trail."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from .middleware import current_address
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
    """Add an event in the caller's transaction: it is stored if and only if the change is.

    `action` is "room.verb"; `by` is the account that acted, or None for the system; `on` is the
    record it is about; `details` are JSON values such as counts, codes and file names, never a
    recipient's data. For an event about several records, `numbers` in the details are their primary
    keys, and `kind` is their model.
    """
    Event.objects.create(
        action=action,
        who=getattr(by, "pk", None),
        role=" ".join(getattr(by, "roles", [])),
        organization=organization,
        kind=on._meta.label_lower if on else kind,
        about=str(on.pk) if on else "",
        address=current_address.get(),
        details=details,
    )


def record_list(
    action: str, rows: Iterable[Model], *, by: Any, organization: int | None = None
) -> None:
    """Add an event that a page of a list was read, with the primary keys of its rows.

    An empty page is not recorded.
    """
    rows = list(rows)
    if rows:
        kind = rows[0]._meta.label_lower
        numbers = [row.pk for row in rows]
        record(action, by=by, organization=organization, kind=kind, numbers=numbers)
