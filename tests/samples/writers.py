"""Writes one sample file in the ways that people's programs do."""

import csv
import io
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

HEADINGS = ["First Name", "Last Name", "Email"]
PEOPLE = [
    ["Ana", "Abara", "ana.abara@plant.example"],
    ["Bo", "Brook", "bo@plant.example"],
    ["Carlos", "Castillo", "c.castillo@plant.example"],
]
LIST = [HEADINGS, *PEOPLE]


def text(rows, delimiter=",", end="\r\n", encoding="utf-8", quoting=csv.QUOTE_MINIMAL):
    """Rows by Python's csv module."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    return out.getvalue().encode(encoding)


def xlsx(**sheets):
    """Sheets of rows by openpyxl; a name that begins with `hidden` hides its sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if title.startswith("hidden") else "visible"
    return saved(book)


def xls(rows, far=None, hidden=()):
    """Rows by xlwt; `far` is one more cell at (row, column), `hidden` the rows not shown."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("People")
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            if cell is not None:
                sheet.write(i, j, cell)
    for number in hidden:
        sheet.row(number).hidden = True
    if far:
        sheet.write(*far, "far away")
    return saved(book)


def ods(rows, hidden=()):
    """Rows by odfpy; `hidden` are the rows not shown."""
    book = OpenDocumentSpreadsheet()
    table = Table(name="People")
    book.spreadsheet.addElement(table)
    for number, row in enumerate(rows):
        line = TableRow(visibility="filter" if number in hidden else "visible")
        table.addElement(line)
        for cell in row:
            box = TableCell(valuetype="string")
            box.addElement(P(text=cell))
            line.addElement(box)
    return saved(book)


def saved(book):
    """What a workbook object saves, as bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(parts, method=zipfile.ZIP_DEFLATED):
    """A ZIP archive of names and contents."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def office(rows, target):
    """Rows saved by LibreOffice; `target` is what --convert-to takes. None without LibreOffice."""
    program = shutil.which("soffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "list.csv"
        source.write_bytes(text(rows))
        reading = "--infilter=CSV:44,34,76,1"
        command = [program, "--headless", reading, "--convert-to", target, "--outdir"]
        out = Path(folder) / "out"
        subprocess.run([*command, out, source], check=True, stdout=subprocess.DEVNULL)
        return next(out.iterdir()).read_bytes()
