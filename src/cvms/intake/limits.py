"""Limits for one file, and reading it without ever holding more than that in memory."""

from dataclasses import dataclass
from typing import BinaryIO

from cvms.intake.codes import ProblemCode
from cvms.intake.statements import MEGABYTE, refusal


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one upload.

    `records` is the number of records (None: no limit), `bytes` the file's size.
    """

    records: int | None = 5000
    bytes: int = 5 * MEGABYTE


Buffer = bytes | bytearray | memoryview


def take(source: Buffer | BinaryIO, limits: Limits) -> bytes:
    """Return the file's bytes; never read more than one byte past the limit.

    Raises Refused (too-large) if the file is over the limit.
    """
    data = _first(source, limits.bytes + 1)
    if len(data) > limits.bytes:
        raise refusal(ProblemCode.TOO_LARGE, reason="file", size=limits.bytes)
    return data


def _first(source: Buffer | BinaryIO, count: int) -> bytes:
    if isinstance(source, Buffer):
        return bytes(source[:count])
    pieces = []
    while count > 0 and (piece := source.read(count)):
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)
