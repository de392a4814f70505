"""Unpacks a workbook in a process of its own; started by `workbook`, never imported.

The parser keeps a rectangle as large as the farthest cell and copies a shared text for each cell
that shows it, so a file of a few kilobytes can ask for terabytes, and then the process is
aborted. Here that ends this process alone.

Reads the file from standard input. Writes one JSON value per line: for each sheet an object that
says its name, whether it is hidden and which of its rows are, then its rows as lists of strings;
or, last, an object with an error. Hidden sheets come last, so that no trouble with them keeps the
others from being read.
"""

import io
import json
import os
import sys
from contextlib import suppress
from datetime import date, time
from pathlib import Path

MEMORY = 128 * 2**20
SECONDS = 5  # of processor time; 50 MB of sheet take under 2, and some damage never ends
ZIP = b"PK\x03\x04"
BLANK_ROWS_SHOWN = 12  # one more than headings may follow; how many more makes no difference


def main() -> None:
    """Unpack standard input to standard output within the limits."""
    limit_itself()
    try:
        write_sheets(sys.stdin.buffer.read())
    except MemoryError:
        say({"error": "too-large"})
    except BaseException as error:  # noqa: BLE001 - the parser's own panics are no Exception
        say({"error": "encrypted" if type(error).__name__ == "PasswordError" else "broken"})
    sys.stdout.flush()


def limit_itself() -> None:
    """Cap memory and processor time, where the system knows how to."""
    with suppress(ImportError):
        import resource  # not on every system

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def write_sheets(data: bytes) -> None:
    """Write each sheet of cells, the hidden ones last."""
    from python_calamine import (  # within the limits
        CalamineError,
        CalamineWorkbook,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    sys.path.append(str(Path(__file__).parent))  # behind all else, for two modules beside this
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
            say({"sheet": sheet.name, "hidden": is_hidden, "hidden_rows": numbers})
            for _ in range(shown):
                say([])
            for row in cells.iter_rows():
                say([cell if type(cell) is str else as_typed(cell) for cell in row])


def as_typed(cell: object) -> str:
    """A cell that is no text as a spreadsheet shows it."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def say(value: object) -> None:
    """Write one line; a reader that has gone away has read enough."""
    try:
        sys.stdout.write(json.dumps(value) + "\n")
    except BrokenPipeError:
        os._exit(0)


if __name__ == "__main__":
    main()
