"""Tells what a file is by its bytes; its name says nothing that can be relied on."""

import codecs
import re

from cvms.intake.archive import kind_of_zip
from cvms.intake.catalogue import ProblemCode, refusal

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB] section 2.2

_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"{\\rtf", "a word processor's document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"SQLite format 3", "a database"),
)
# A workbook's first record, after it perhaps that of a write protection, and then the one that
# says that the rest is encrypted: [MS-XLS] sections 2.4.21, 2.4.350 and 2.4.117.
_file_pass = re.compile(
    rb"\x09\x08(?:\x10\x00\x00\x06.{14}|\x08\x00\x00\x05.{6})(?:\x86\x00\x00\x00)?\x2f\x00",
    re.DOTALL,
).search
_MARKUP = (
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<table", "a web page"),
    (b"<?xml", "an XML document"),
    (b"<", "a web page or an XML document"),
)
_OLE_STREAMS = (
    ("WordDocument", "a Word document"),
    ("PowerPoint Document", "a presentation"),
    ("__properties_version1.0", "an email message"),
)


def kind(data: bytes) -> str:
    """`csv`, `xlsx`, `xls` or `ods`. Raises Refused for anything else, and says what it is."""
    if data.startswith(ZIP):
        return kind_of_zip(data)
    if data.startswith(OLE):
        return _kind_of_ole(data)
    _refuse_others(data)
    return "csv"


def _kind_of_ole(data: bytes) -> str:
    if _utf16("EncryptedPackage") in data or _file_pass(data):
        raise refusal(ProblemCode.ENCRYPTED)
    if _utf16("Workbook") not in data:
        for name, what in _OLE_STREAMS:
            if _utf16(name) in data:
                raise refusal(ProblemCode.NOT_A_SPREADSHEET, what=what)
    return "xls"


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def _refuse_others(data: bytes) -> None:
    start = data[:64]
    for signature, what in _SIGNATURES:
        if start.startswith(signature) and (len(signature) > 2 or b"\x00" in start):
            raise refusal(ProblemCode.NOT_A_SPREADSHEET, what=what)
    text = start.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    for signature, what in _MARKUP:
        if text.startswith(signature):
            raise refusal(ProblemCode.NOT_A_SPREADSHEET, what=what)
