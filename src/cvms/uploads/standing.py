"""How many records of a file, with its corrections, are loaded, known or still to correct."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import Coalesce

from .models import Rejection, Upload

Kind = Rejection.Kind


@dataclass(frozen=True, slots=True)
class Standing:
    """Numbers of records. `rest` are those whose details were deleted when the file was purged."""

    records: int = 0
    loaded: int = 0
    own: int = 0
    elsewhere: int = 0
    to_correct: int = 0
    left_out: int = 0

    @property
    def rest(self) -> int:
        told = self.loaded + self.own + self.elsewhere + self.to_correct + self.left_out
        return max(0, self.records - told)

    @property
    def nothing_to_do(self) -> int:
        return self.own + self.elsewhere

    @property
    def outstanding(self) -> int:
        """Return how many lines the error file has."""
        return self.nothing_to_do + self.to_correct


def add_standings(files: Sequence[Upload]) -> None:
    """Set `standing` on each file, with one query; the files must be `with_corrected`."""
    rejected = _outstanding([file.pk for file in files])
    for file in files:
        counts = rejected.get(file.pk, {})
        file.standing = Standing(
            file.records,
            file.loaded + file.corrected_loaded,
            counts.get((Kind.OWN, False), 0),
            counts.get((Kind.ELSEWHERE, False), 0),
            counts.get((Kind.TO_CORRECT, False), 0),
            sum(number for (_kind, left_out), number in counts.items() if left_out),
        )


def standing_of(file: Upload) -> Standing:
    """Return the standing of one file."""
    if not hasattr(file, "corrected_loaded"):
        file = Upload.objects.with_corrected().get(pk=file.pk)
    add_standings([file])
    standing: Standing = file.standing
    return standing


def _outstanding(files: list[int]) -> dict[int, dict[tuple[str, bool], int]]:
    rows = (
        Rejection.objects.outstanding()
        .of_files(files)
        .annotate(file=Coalesce("upload__corrects", "upload"))
        .order_by()
        .values_list("file", "kind", "left_out")
        .annotate(Count("pk"))
    )
    found: dict[int, dict[tuple[str, bool], int]] = {}
    for file, kind, left_out, number in rows:
        found.setdefault(file, {})[kind, left_out] = number
    return found
