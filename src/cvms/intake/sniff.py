"""Recognize the kind of a file by its bytes; its name cannot be relied on."""

import codecs
import re

from cvms.intake.archive import kind_of_zip
from cvms.intake.codes import ProblemCode
from cvms.intake.statements import refusal

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB] section 2.2

_SIGNATURES = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"RIFF", "recording"),
    (b"{\\rtf", "rtf"),
    (b"PK\x05\x06", "empty-archive"),
    (b"\x1f\x8b", "compressed-file"),
    (b"7z\xbc\xaf", "compressed-archive"),
    (b"Rar!", "compressed-archive"),
    (b"SQLite format 3", "database"),
)
# A workbook's first record, perhaps one for write protection, and then the record which means that
# the rest is encrypted: [MS-XLS] sections 2.4.21, 2.4.350 and 2.4.117.
_file_pass = re.compile(
    rb"\x09\x08(?:\x10\x00\x00\x06.{14}|\x08\x00\x00\x05.{6})(?:\x86\x00\x00\x00)?\x2f\x00",
    re.DOTALL,
).search
# Text that is not a list; each kind has a sentence of its own.
_TEXTS = (
    (b"begin:vcard", "contacts"),
    (b"mime-version:", "saved-page"),
    (b"from: <saved by", "saved-page"),
    (b"[internetshortcut]", "shortcut"),
    (b"[desktop entry]", "shortcut"),
    (b"bplist00", "shortcut"),
)
# Files that Google Drive saves for an online sheet, and macOS for a web address.
_is_shortcut = re.compile(rb'\A\s*\{\s*"(?:url|doc_id|":)|<key>URL</key>').search
_MARKUP = (
    (b"<!doctype html", "web-page"),
    (b"<html", "web-page"),
    (b"<table", "web-page"),
    (b"<?xml", "xml"),
    (b"<", "markup"),
)
_OLE_STREAMS = (
    ("WordDocument", "word"),
    ("PowerPoint Document", "presentation"),
    ("__properties_version1.0", "email"),
)


def kind(data: bytes) -> str:
    """Return `csv`, `xlsx`, `xls` or `ods`. Raises Refused, naming the kind, for anything else."""
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
    for signature, reason in _TEXTS:
        if text.startswith(signature):
            raise refusal(ProblemCode.NOT_A_SPREADSHEET, reason=reason)
    if _is_shortcut(data[:2048]):
        raise refusal(ProblemCode.NOT_A_SPREADSHEET, reason="shortcut")
    for signature, what in _MARKUP:
        if text.startswith(signature):
            raise refusal(ProblemCode.NOT_A_SPREADSHEET, what=what)
