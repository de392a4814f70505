"""Find the parts of a zipped workbook whose names are not the usual ones.

Some programs write `xl\\workbook.xml` or call the workbook `xl/workbook22.xml`; the content types
say which part it is (ECMA-376 part 2, section 10.1.2.3). `unpack_workbook` imports this in its
limited process, so it must not import the rest of the engine.
"""

import io
import re
from zipfile import ZIP_STORED, ZipFile

USUAL = "xl/workbook.xml"
_TYPES = "[content_types].xml"
_TYPES_LIMIT = 2**20
_override = re.compile(rb"<(?:\w+:)?Override\b([^<>]*)>").finditer
_is_workbook = re.compile(
    rb"""\bContentType=["'][^"']*(?:sheet|template)(?:\.macroEnabled)?\.main\+xml["']"""
).search
_part_name = re.compile(rb"""\bPartName=["']([^"']+)["']""").search


def parts_of(archive: ZipFile) -> dict[str, str]:
    """Return the actual names of the archive's parts, keyed by usual name in lower case."""
    return {usual(name).lower(): name for name in archive.namelist()}


def usual(name: str) -> str:
    """Return a part's name with forward slashes and no leading one."""
    return name.replace("\\", "/").lstrip("/")


def workbook_part(archive: ZipFile, parts: dict[str, str]) -> str | None:
    """Return the usual name, in lower case, of the part that is the workbook, or None."""
    if USUAL in parts:
        return USUAL
    if _TYPES not in parts:
        return None
    with archive.open(parts[_TYPES]) as stream:
        types = stream.read(_TYPES_LIMIT)
    for override in _override(types):
        name = _part_name(override[1])
        if name and _is_workbook(override[1]):
            found = usual(name[1].decode("utf-8", "replace")).lower()
            return found if found in parts else None
    return None


def with_usual_names(data: bytes) -> bytes:
    """Return the same workbook with the part names that every parser finds."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w", ZIP_STORED) as new:
        book = workbook_part(old, parts_of(old)) or USUAL
        file, plain = book.rpartition("/")[2], USUAL.rpartition("/")[2]
        for name in old.namelist():
            content = old.read(name)
            better = re.sub(f"(?i){re.escape(file)}", plain, usual(name))
            if better.lower().endswith((".rels", _TYPES)):
                content = re.sub(re.escape(file).encode(), plain.encode(), content)
            new.writestr(better, content)
    return out.getvalue()
