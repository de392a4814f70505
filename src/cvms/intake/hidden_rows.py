"""Find the hidden and filtered rows of a workbook's sheets, which the parser does not report.

`unpack_workbook` imports this in its limited process, without the rest of the engine. The bytes are
scanned once. In a workbook that is not as expected, no row counts as hidden.
"""

import io
import re
import struct
from collections.abc import Iterator
from html import unescape
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from workbook_parts import parts_of, usual, workbook_part

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_row_tags = re.compile(rb"<(?:\w+:)?row\b([^<>]*)>").finditer
_number = re.compile(rb"""\br=["'](\d{1,7})["']""").search
_is_hidden = re.compile(rb"""\bhidden=["'](?:1|true)["']|\bht=["']0(?:\.0*)?["']""").search
_ods_tags = re.compile(
    rb"<table:table(?=[\s/>])([^<>]*)>|<table:table-row\b([^<>]*)>", re.DOTALL
).finditer
_ods_name = re.compile(rb"""\btable:name=(?:"([^"]*)"|'([^']*)')""").search
_ods_hidden = re.compile(rb"""\btable:visibility=["'](?:collapse|filter)["']""").search
_ods_repeated = re.compile(rb"""\btable:number-rows-repeated=["'](\d{1,7})["']""").search
# [MS-XLS] sections 2.4.28 (BoundSheet8), 2.4.103 (EOF) and 2.4.261 (Row, of which fDyZero).
_BOUND_SHEET, _EOF, _ROW, _ZERO_HEIGHT = 0x0085, 0x000A, 0x0208, 0x20
_OLE = b"\xd0\xcf\x11\xe0"
Spans = list[tuple[int, int]]  # hidden rows: the number of the first, from 1, and how many


def hidden_rows(data: bytes, names: list[str]) -> dict[str, Spans]:
    """Return the hidden rows by sheet; `names` are all sheets in the workbook's order."""
    try:
        if data.startswith(_OLE):
            return dict(zip(names, _of_xls(data), strict=False))
        with ZipFile(io.BytesIO(data)) as archive:
            parts = parts_of(archive)
            if "content.xml" in parts:
                return _of_ods(archive.read(parts["content.xml"]))
            return _of_xlsx(archive, parts)
    except (ValueError, KeyError, OSError, struct.error, ET.ParseError):
        return {}


def _of_xlsx(archive: ZipFile, parts: dict[str, str]) -> dict[str, Spans]:
    book = workbook_part(archive, parts) or ""
    folder, _, file = book.rpartition("/")
    relations = ET.fromstring(archive.read(parts[f"{folder}/_rels/{file}.rels"]))  # noqa: S314
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    found = {}
    for sheet in ET.fromstring(archive.read(parts[book])).iter():  # noqa: S314
        if sheet.tag.endswith("}sheet"):
            target = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION), "")
            path = usual(target if target.startswith("/") else f"{folder}/{target}")
            if path.lower() in parts:
                text = archive.read(parts[path.lower()])
                found[sheet.get("name", "")] = list(_of_sheet(text))
    return found


def _of_sheet(text: bytes) -> Iterator[tuple[int, int]]:
    number = 0
    for tag in _row_tags(text):
        given = _number(tag[1])
        number = int(given[1]) if given else number + 1
        if _is_hidden(tag[1]):
            yield number, 1


def _of_ods(text: bytes) -> dict[str, Spans]:
    found: dict[str, Spans] = {}
    name, number = "", 1
    for tag in _ods_tags(text):
        if tag[1] is not None:
            called = _ods_name(tag[1])
            name, number = unescape((called[1] or called[2]).decode()) if called else "", 1
            continue
        repeated = _ods_repeated(tag[2])
        count = int(repeated[1]) if repeated else 1
        if _ods_hidden(tag[2]):
            found.setdefault(name, []).append((number, count))
        number += count
    return found


def _of_xls(data: bytes) -> Iterator[Spans]:
    """Yield the hidden rows of each sheet, in the order of the sheets."""
    from olefile import OleFileIO  # imported here: only old workbooks need it

    with OleFileIO(io.BytesIO(data)) as ole:
        name = "Workbook" if ole.exists("Workbook") else "Book"
        stream = ole.openstream(name).read()
    for kind, content in _records(stream, 0):
        if kind == _BOUND_SHEET:
            start = int.from_bytes(content[:4], "little")
            yield [
                (int.from_bytes(row[:2], "little") + 1, 1)
                for kind, row in _records(stream, start)
                if kind == _ROW and row[12] & _ZERO_HEIGHT
            ]


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Yield kind and content of the BIFF records from `start` to the end of that substream."""
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        yield kind, stream[start + 4 : start + 4 + length]
        if kind == _EOF:
            return
        start += 4 + length
