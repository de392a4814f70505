"""What a person has said of an upload's file, as it is kept: `Upload.choices`.

`layout` says which column is which, `sheet` which sheet to read, `hidden_rows` false that hidden
rows do not count, `right` on which lines an address is right though it seems misspelled, and
`seen` that somebody has looked at what there was to ask.
"""

import hashlib
from typing import Any

from cvms import intake

from .models import Upload


def choices_of(upload: Upload) -> intake.Choices:
    """The choices of an upload as the engine takes them."""
    kept = upload.choices
    return intake.Choices(
        layout=_layout(kept["layout"]) if "layout" in kept else None,
        sheet=kept.get("sheet"),
        hidden_rows=kept.get("hidden_rows", True),
    )


def _layout(kept: dict[str, Any]) -> intake.Layout:
    roles = {int(place): intake.Role(role) for place, role in kept["roles"].items()}
    return intake.Layout(kept["row"], roles)


def stored(layout: intake.Layout) -> dict[str, Any]:
    """A layout as `Upload.choices` keeps it."""
    return {"row": layout.row, "roles": {str(place): str(r) for place, r in layout.roles.items()}}


def fingerprint(headings: list[str]) -> str:
    """What tells lists with the same headings; "" for none, which are not remembered."""
    if not any(headings):
        return ""
    return hashlib.sha256("\x1f".join(text.casefold() for text in headings).encode()).hexdigest()
