"""What the rows of the list show about each person, besides what is stored."""

from collections.abc import Sequence
from datetime import date

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from .invitations import add_states
from .models import Recipient


def add_shown(people: Sequence[Recipient]) -> None:
    """Set the stage of each person (`add_states`), and `origin`: their file and its day, in HTML.

    Each file and day is written once: most people of a page are from the same few.
    """
    add_states(people)
    written: dict[tuple[int, date], SafeString] = {}
    for person in people:
        if person.upload:
            file = person.upload.pk, timezone.localdate(person.loaded_at)
            if file not in written:
                written[file] = _origin(*file, person.upload.filename)
            person.origin = written[file]


def _origin(upload: int, day: date, filename: str) -> SafeString:
    shown = {"upload": upload, "day": day, "file": filename}
    return render_to_string("recipients/_origin.html", shown)
