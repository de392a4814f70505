"""Unpack a workbook in a process of its own; `workbook` starts it, nobody imports it.

The parser allocates a rectangle that reaches to the farthest cell, and copies a shared text for
each cell that shows it. So a file of a few kilobytes can ask for terabytes, which aborts the
process. Here that ends only this process.

Standard input is the file. Standard output has one JSON value per line: for each sheet an object
with its name, whether it is hidden, and the numbers of its hidden rows, then its rows as lists of
strings; or, at the end, an object with an error. Hidden sheets come last, so that an error in one
does not keep the others from being read.
"""

import io
import json
import os
import sys
from contextlib import suppress
from datetime import date, time
from pathlib import Path

MEMORY = 128 * 2**20  # bytes
SECONDS = 5  # of processor time; a sheet of 50 MB takes under 2, a damaged file may never end
ZIP = b"PK\x03\x04"
BLANK_ROWS_SHOWN = 12  # more blank rows than may stand above headings: as good as any number


def main() -> None:
    """Unpack standard input to standard output within the limits."""
    limit_itself()
    try:
        write_sheets(sys.stdin.buffer.read())
    except MemoryError:
        write_line({"error": "too-large"})
    except BaseException as error:  # noqa: BLE001 - the parser's panics are not Exceptions
        write_line({"error": "encrypted" if type(error).__name__ == "PasswordError" else "broken"})
    sys.stdout.flush()


def limit_itself() -> None:
    """Limit memory and processor time, where the operating system can."""
    with suppress(ImportError):
        import resource  # not on every system

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def write_sheets(data: bytes) -> None:
    """Write each sheet of cells, the hidden ones last."""
    from python_calamine import (  # imported here: within the limits
        CalamineError,
        CalamineWorkbook,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    sys.path.append(str(Path(__file__).parent))  # last, for two modules in this folder
    from hidden_rows import hidden_rows
    from workbook_parts import with_usual_names

    try:
        workbook = CalamineWorkbook.from_object(io.BytesIO(data))
    except CalamineError:
        if not data.startswith(ZIP):
            raise
        data = with_usual_names(data)
        workbook = CalamineWorkbook.from_object(io.BytesIO(data))
    sheets = workbook.sheets_metadata
    hidden = hidden_rows(data, [sheet.name for sheet in sheets])
    visible = SheetVisibleEnum.Visible
    for sheet in sorted(sheets, key=lambda sheet: sheet.visible != visible):
        if sheet.typ == SheetTypeEnum.WorkSheet:
            cells = workbook.get_sheet_by_name(sheet.name)
            above = cells.start[0] if cells.start else 0
            shown = min(above, BLANK_ROWS_SHOWN)
            last = cells.end[0] + 1 if cells.end else 0
            numbers = [
                number - (above - shown)
                for first, count in hidden.get(sheet.name, ())
                for number in range(max(first, above + 1), min(first + count, last + 1))
            ]
            is_hidden = sheet.visible != visible
            write_line({"sheet": sheet.name, "hidden": is_hidden, "hidden_rows": numbers})
            for _ in range(shown):
                write_line([])
            for row in cells.iter_rows():
                write_line([cell if type(cell) is str else as_typed(cell) for cell in row])


def as_typed(cell: object) -> str:
    """Return a cell that is not text as a spreadsheet shows it."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def write_line(value: object) -> None:
    """Write one line of JSON; exit if the reader has closed the pipe, having read enough."""
    try:
        sys.stdout.write(json.dumps(value) + "\n")
    except BrokenPipeError:
        os._exit(0)


if __name__ == "__main__":
    main()
