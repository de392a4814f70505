"""How much one file may hold, and how it is taken in without ever holding more."""

from dataclasses import dataclass
from typing import BinaryIO

from cvms.intake.catalogue import FEWER_COLUMNS, OVERSIZED_FILE, ProblemCode, refusal

MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one upload.

    `records` is a count (None: no limit), `bytes` the file's size. `hint` is the caller's
    sentence for a file with too many records: where to take it instead.
    """

    records: int | None = 5000
    bytes: int = 5 * MEGABYTE
    hint: str = ""


Buffer = bytes | bytearray | memoryview


def take(source: Buffer | BinaryIO, limits: Limits) -> bytes:
    """The file's bytes; never reads more than one byte past the limit.

    Raises Refused (too-large) for a file over the limit.
    """
    data = _first(source, limits.bytes + 1)
    if len(data) > limits.bytes:
        what = OVERSIZED_FILE.format(limit=size(limits.bytes))
        raise refusal(ProblemCode.TOO_LARGE, what=what, hint=FEWER_COLUMNS)
    return data


def _first(source: Buffer | BinaryIO, count: int) -> bytes:
    if isinstance(source, Buffer):
        return bytes(source[:count])
    pieces = []
    while count > 0 and (piece := source.read(count)):
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


def size(count: int) -> str:
    """A number of bytes as people say it: 5 MB, 200 KB."""
    if count >= MEGABYTE:
        return f"{count / MEGABYTE:.4g} MB"
    return f"{count / 1024:.4g} KB" if count >= 1024 else f"{count} bytes"
