"""No file, however made, takes over 200 MB or endless time: it is refused."""

import io
import json
import os
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

# How much work a file takes is told in loops, a fixed piece of work that takes as much longer as
# the machine is slower: 50 ms each, where it is quiet.
MEASURE = """
import json, os, resource, sys
from cvms import intake
def used():
    return sum(os.times()[:4])  # processor time, of the child that unpacks workbooks too
def loop():
    start = used()
    sum(number * number for number in range(1_000_000))
    return used() - start
before = loop()
start = used()
with open(sys.argv[1], "rb") as stream:
    report = intake.read(stream, "list", intake.Limits(bytes=int(sys.argv[2])))
work = used() - start
loops = work / max(before, loop(), 0.01)
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
found = report.problem.as_json()
megabytes = (int(peak.split()[1]) + children) / 1024
print(json.dumps([found["code"], found["message"], loops, megabytes]))
"""
LOOPS = 500  # ten times what any of these files takes
HEADINGS = b"First Name,Last Name,Email\n"
USUAL = 5 * 2**20


def refused(path: Path, limit: int = USUAL) -> str:
    """The code under which a file is refused, once the work and memory it took are in bounds."""
    measured = subprocess.check_output([sys.executable, "-c", MEASURE, path, str(limit)])
    code, message, loops, megabytes = json.loads(measured)
    assert loops < LOOPS
    assert megabytes < 200
    assert message.endswith(".")
    return str(code)


def test_a_file_of_one_gigabyte_is_refused(tmp_path):
    path = tmp_path / "list.csv"
    with path.open("wb") as file:
        file.write(HEADINGS)
        os.truncate(file.fileno(), 2**30)
    assert refused(path) == "too-large"


def bomb(megabytes: int) -> bytes:
    """A workbook whose sheet unpacks to that many megabytes of spaces."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(megabytes):
                part.write(b" " * 2**20)
    return out.getvalue()


def test_a_workbook_that_unpacks_to_400_megabytes_is_refused(tmp_path):
    path = tmp_path / "list.xlsx"
    path.write_bytes(bomb(400))
    assert refused(path) == "too-large"


def test_a_workbook_that_declares_a_false_size_is_refused(tmp_path):
    path = tmp_path / "list.xlsx"
    honest = bomb(400)
    path.write_bytes(honest.replace(struct.pack("<I", 400 * 2**20), struct.pack("<I", 100)))
    assert path.read_bytes() != honest
    assert refused(path) == "too-large"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_row_of_a_million_columns_is_refused(tmp_path, delimiter):
    path = tmp_path / "list.csv"
    path.write_bytes(HEADINGS + delimiter.encode() * 1_000_000 + b"\n")
    assert refused(path) == "too-large"


def test_headings_of_a_million_columns_are_refused(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(b"ab," * 1_000_000)
    assert refused(path) == "too-large"


@pytest.mark.parametrize("limit", [USUAL, 20 * 2**20])
@pytest.mark.parametrize("quote", [b"", b'"'])
def test_a_cell_of_ten_megabytes_is_refused(tmp_path, limit, quote):
    path = tmp_path / "list.csv"
    path.write_bytes(HEADINGS + quote + b"x" * 10 * 2**20 + quote + b",B,b@p.example\n")
    assert refused(path, limit) == "too-large"


def test_a_cell_in_the_farthest_corner_of_a_workbook_is_refused(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["First Name", "Last Name", "Email"])
    book.active["XFD1048576"] = "far away"
    book.save(tmp_path / "list.xlsx")
    assert refused(tmp_path / "list.xlsx") == "too-large"


def test_one_long_text_shared_by_very_many_cells_is_refused(tmp_path):
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rows = "".join(f'<row><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 10_000))
    openpyxl.Workbook().save(tmp_path / "empty.xlsx")
    with zipfile.ZipFile(tmp_path / "empty.xlsx") as empty:
        parts = {name: empty.read(name) for name in empty.namelist()}
    parts["xl/sharedStrings.xml"] = f"<sst {main}><si><t>{'x' * 30_000}</t></si></sst>"
    parts["xl/worksheets/sheet1.xml"] = (
        f"<worksheet {main}><sheetData>{rows}</sheetData></worksheet>"
    )
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert path.stat().st_size < 2**17
    assert refused(path) == "too-large"


def test_five_megabytes_of_blank_rows_are_refused(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(HEADINGS + b",,\n" * 1_700_000)
    assert refused(path) == "no-records"


def test_five_megabytes_of_records_are_refused(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(HEADINGS + b"x\n" * 2_000_000)
    assert refused(path) == "too-many-records"


def sheets(path: Path, content: str) -> Path:
    """An .ods of exactly these sheets."""
    namespace = "urn:oasis:names:tc:opendocument:xmlns:"
    names = " ".join(
        f'xmlns:{name}="{namespace}{name}:1.0"' for name in ("office", "table", "text")
    )
    manifest = f'<manifest:manifest xmlns:manifest="{namespace}manifest:1.0"/>'
    document = f"<office:document-content {names}><office:body><office:spreadsheet>{content}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", document)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def test_a_workbook_damaged_so_that_reading_never_ends_is_refused(tmp_path):
    """The parser does not see the end of a sheet that is not closed; its time is limited."""
    path = sheets(tmp_path / "list.ods", '<table:table table:name="People">')
    assert refused(path) == "too-large"


def test_a_workbook_of_very_many_sheets_is_refused(tmp_path):
    row = '<table:table-cell office:value-type="string"><text:p>A</text:p></table:table-cell>'
    content = "".join(
        f'<table:table table:name="{n}"><table:table-row>{row}</table:table-row></table:table>'
        for n in range(50_000)
    )
    end = "</office:spreadsheet></office:body></office:document-content>"
    assert refused(sheets(tmp_path / "list.ods", content + end)) == "no-headings"
