"""What a person chose about reading a file, as stored in `Upload.choices`.

`layout`: which column is which. `sheet`: the sheet to read. `hidden_rows`: False to leave out
hidden rows. `right`: the lines whose address is right although it looks misspelled. `seen`: True
once somebody has confirmed the file after reading its notices.
"""

import hashlib
from typing import Any

from cvms import intake

from .models import Upload


def choices_of(upload: Upload) -> intake.Choices:
    """Return an upload's choices as `intake.read` takes them."""
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
    """Return a layout as `Upload.choices` stores it."""
    return {"row": layout.row, "roles": {str(place): str(r) for place, r in layout.roles.items()}}


def fingerprint(headings: list[str]) -> str:
    """Return a hash that is the same for lists with the same headings; "" if all are blank."""
    if not any(headings):
        return ""
    return hashlib.sha256("\x1f".join(text.casefold() for text in headings).encode()).hexdigest()
