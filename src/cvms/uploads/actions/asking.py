"""Hold a file that needs an answer from a person; nobody is invited before that."""

from django.db import transaction

from cvms import intake
from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.intake import NoticeCode

from ..choices import fingerprint, stored
from ..models import ColumnChoice, Upload
from ..reading import report_on
from .daily_limit import count, give_back

State = Upload.State
# Notices that a person should read before anybody is invited. Windows-1252 needs no answer: Excel
# saves it in the United States, so such a list is loaded with its notice.
NEED_ANSWER = {
    NoticeCode.COLUMN_WITHOUT_HEADING,
    NoticeCode.ENCODING_GUESSED,
    NoticeCode.ENCODING_MIXED,
    NoticeCode.ENCODED_TWICE,
    NoticeCode.RECORD_IN_A_CELL,
    NoticeCode.OTHER_SHEETS,
    NoticeCode.SHEETS_NOT_READ,
    NoticeCode.HIDDEN_ROWS,
}
_USUAL = "windows-1252"


def can_be_chosen(report: intake.Report) -> bool:
    """Return whether the file would be readable if somebody said which column is which."""
    return report.problem is not None and "guess" in report.problem.params


def needs_answer(upload: Upload, report: intake.Report) -> bool:
    """Return whether to hold a file before loading it.

    A Low Volume file is held only for its columns: its preview has shown all the rest.
    """
    if can_be_chosen(report):
        return True
    if upload.volume == Upload.Volume.LOW or upload.choices.get("seen") or report.problem:
        return False
    return any(
        notice.code in NEED_ANSWER and notice.params.get("encoding") != _USUAL
        for notice in report.notices
    )


def hold(upload: Upload, report: intake.Report) -> None:
    """Hold the file until a person answers, and store what the page asks about."""
    upload.move(State.PREVIEW)
    upload.records = report.records
    upload.notices = [notice.stored() for notice in report.notices]
    if report.problem:
        upload.problem_code, upload.problem_params = report.problem


def use_known_columns(upload: Upload, report: intake.Report) -> bool:
    """Apply the columns that the organization chose earlier for the same headings.

    Return whether there were any.
    """
    if not can_be_chosen(report) or "layout" in upload.choices:
        return False
    first = intake.first_rows(bytes(upload.content.data), upload.choices.get("sheet"))
    for row, headings in enumerate(first.rows, 1):
        known = ColumnChoice.objects.filter(
            organization=upload.organization_id, headings=fingerprint(headings)
        ).first()
        if known:
            upload.choices |= {"layout": {"row": row, "roles": known.roles}}
            return True
    return False


@transaction.atomic
def choose_columns(*, upload: Upload, layout: intake.Layout, by: User) -> Upload:
    """Store which column is which, for this file and later ones with the same headings."""
    upload = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if upload.state != State.PREVIEW:
        return upload
    upload.choices |= {"layout": stored(layout)}
    first = intake.first_rows(bytes(upload.content.data), upload.choices.get("sheet"))
    headings = first.rows[layout.row - 1] if 0 < layout.row <= len(first.rows) else []
    if key := fingerprint(headings):
        ColumnChoice.objects.update_or_create(
            organization_id=upload.organization_id,
            headings=key,
            defaults={"roles": stored(layout)["roles"]},
        )
    _read_again(upload)
    record("uploads.columns_chosen", by=by, on=upload, organization=upload.organization_id)
    return upload


@transaction.atomic
def choose_sheet(*, upload: Upload, sheet: str, hidden_rows: bool, by: User) -> Upload:
    """Read another sheet of a workbook ("" for the default one), with or without hidden rows."""
    upload = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if upload.state != State.PREVIEW:
        return upload
    before = upload.choices.get("sheet", "")
    upload.choices |= {"sheet": sheet or None, "hidden_rows": hidden_rows}
    if sheet != before:
        upload.choices.pop("layout", None)
    _read_again(upload)
    record("uploads.sheet_chosen", by=by, on=upload, organization=upload.organization_id)
    return upload


def _read_again(upload: Upload) -> None:
    report = report_on(upload)
    upload.problem_code, upload.problem_params = "", {}
    hold(upload, report)
    if report.problem and not can_be_chosen(report):
        upload.move(State.REFUSED)
        give_back(upload)
    else:
        count(upload, upload.records)
    upload.save()
