"""Check a zipped workbook before anything unpacks it."""

import io
import zlib
from struct import error as StructError  # noqa: N812 - it is a class
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from cvms.intake.bounds import UNPACKED_LIMIT
from cvms.intake.codes import ProblemCode
from cvms.intake.statements import refusal
from cvms.intake.workbook_parts import parts_of, workbook_part

_PARTS = (
    ("xl/workbook.bin", "binary-workbook"),
    ("word/document.xml", "word"),
    ("ppt/presentation.xml", "presentation"),
    ("index/document.iwa", "apple"),
)
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"  # OpenDocument 1.3 part 2, section 3.3
_ENCRYPTED_FLAG = 0x1  # APPNOTE.TXT section 4.4.4
_HEADER = 30  # a local file header's fixed part, APPNOTE.TXT section 4.3.7
_CHUNK = 2**16
_MANIFEST_LIMIT = 2**20
# What the zipfile module raises for damaged archives.
_DAMAGE = (BadZipFile, zlib.error, StructError, OSError, ValueError, RuntimeError, EOFError)


def kind_of_zip(data: bytes) -> str:
    """Return `xlsx` or `ods`. Raises Refused for other, damaged, encrypted and oversized archives.

    The sizes that an archive declares cannot be trusted, so each part is unpacked once, counted
    and thrown away, up to 50 MB for all of them.
    """
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _refuse_methods(parts)
            kind = _kind(archive, parts)
            _refuse_encrypted(archive, parts)
    except _DAMAGE as error:
        raise _broken() from error
    _refuse_large(data, parts)
    return kind


def _refuse_methods(parts: list[ZipInfo]) -> None:
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
        raise refusal(ProblemCode.ENCRYPTED)
    if any(part.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for part in parts):
        raise _broken()


def _kind(archive: ZipFile, parts: list[ZipInfo]) -> str:
    names = parts_of(archive)
    if workbook_part(archive, names):
        return "xlsx"
    mimetype = next((part for part in parts if part.filename == "mimetype"), None)
    if mimetype and _start(archive, mimetype, len(_ODS)) == _ODS:
        return "ods"
    what = next((what for name, what in _PARTS if name in names), "archive")
    raise refusal(ProblemCode.NOT_A_SPREADSHEET, what=what)


def _refuse_encrypted(archive: ZipFile, parts: list[ZipInfo]) -> None:
    """Refuse encrypted OpenDocument, whose manifest marks each part (part 2, section 3.4.1)."""
    manifest = next((part for part in parts if part.filename == "META-INF/manifest.xml"), None)
    if manifest and b"encryption-data" in _start(archive, manifest, _MANIFEST_LIMIT):
        raise refusal(ProblemCode.ENCRYPTED)


def _start(archive: ZipFile, part: ZipInfo, count: int) -> bytes:
    with archive.open(part) as stream:
        return stream.read(count)


def _refuse_large(data: bytes, parts: list[ZipInfo]) -> None:
    left = UNPACKED_LIMIT - sum(part.file_size for part in parts)
    if left >= 0:
        left = UNPACKED_LIMIT
        for part in parts:
            left -= _unpacked(data, part, left)
    if left < 0:
        raise refusal(ProblemCode.TOO_LARGE, reason="unpacked")


def _unpacked(data: bytes, part: ZipInfo, limit: int) -> int:
    """Return how many bytes a part really unpacks to; stop counting just over `limit`."""
    if part.compress_type == ZIP_STORED:
        return part.compress_size
    lengths = data[part.header_offset + 26 : part.header_offset + _HEADER]
    name, extra = int.from_bytes(lengths[:2], "little"), int.from_bytes(lengths[2:], "little")
    start = part.header_offset + _HEADER + name + extra
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    packed, count = data[start : start + _CHUNK], 0
    while packed and count <= limit and not inflate.eof:
        try:
            count += len(inflate.decompress(packed, _CHUNK))
        except zlib.error as error:
            raise _broken() from error
        start += _CHUNK if not inflate.unconsumed_tail else 0
        packed = inflate.unconsumed_tail or data[start : start + _CHUNK]
    return count


def _broken() -> Exception:
    return refusal(ProblemCode.BROKEN, reason="workbook")
