"""Which of the encodings that spreadsheets write a text is in."""

import codecs

from cvms.intake.codes import ProblemCode
from cvms.intake.statements import refusal

# The report's name of each encoding, and the decoder that also takes off the byte order mark.
DECODERS = {"utf-8": "utf-8-sig", "utf-16": "utf-16", "windows-1252": "cp1252"}
_PIECE = 2**16


def encoding_of(data: bytes) -> str:
    """`utf-8`, `utf-16` or `windows-1252`; raises Refused for what is no text in any of them.

    A byte order mark decides. Without one it is UTF-8 if it can be, since other encodings
    hardly ever are by chance, and else what Excel saves as plain CSV in the United States.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates = ["utf-16"]
    elif b"\x00" in data:
        candidates = []
    elif data.startswith(codecs.BOM_UTF8):
        candidates = ["utf-8"]
    else:
        candidates = ["utf-8", "windows-1252"]
    for name in candidates:
        if _decodes(data, DECODERS[name]):
            return name
    raise refusal(ProblemCode.NOT_A_SPREADSHEET, what="binary")


def _decodes(data: bytes, decoder: str) -> bool:
    """Whether all of it does; piece by piece, since the text takes up to four times the bytes."""
    if data.isascii():
        return True
    pieces = (data[start : start + _PIECE] for start in range(0, len(data), _PIECE))
    try:
        return all(True for _ in codecs.iterdecode(pieces, decoder))
    except UnicodeDecodeError:
        return False
