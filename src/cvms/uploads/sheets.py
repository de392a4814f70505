"""Which other sheets and hidden rows of a workbook a person can choose."""

from dataclasses import dataclass

from cvms.intake import NoticeCode

from .models import Upload


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheet that is read, the others that have people, and how many rows are hidden."""

    chosen: str = ""
    others: tuple[str, ...] = ()
    hidden: int = 0
    without_hidden: bool = False

    @property
    def is_choice(self) -> bool:
        return bool(self.others or self.hidden or self.without_hidden)


def of(upload: Upload) -> Sheets:
    """Return the sheets of an upload according to its notices."""
    notices = {notice["code"]: notice["params"] for notice in upload.notices}
    others = notices.get(NoticeCode.OTHER_SHEETS, {})
    return Sheets(
        chosen=others.get("sheet", upload.choices.get("sheet") or ""),
        others=tuple(others.get("sheets", ())),
        hidden=notices.get(NoticeCode.HIDDEN_ROWS, {}).get("count", 0),
        without_hidden=not upload.choices.get("hidden_rows", True),
    )
