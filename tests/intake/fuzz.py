"""Feeds the reader damaged samples and random files until the time is up.

Run as `python tests/intake/fuzz.py --seconds 60`. Each input must give a report that either
accounts for every record or names one problem, in bounded time; the error file of what was
rejected must read back. Exits with 1 at the first input that does not, and keeps that input.
"""

import argparse
import io
import os
import random
import sys
import time
from contextlib import suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from cvms import intake

SAMPLES = Path(__file__).parent.parent / "samples"
SLOW = 9.0  # seconds of processor time, of which the workbook reader has 5
PIECES = (
    *(bytes([one]) for one in b"\",;\t|\r\n\x00'=@<\x81\xff"),
    b"\r\n",
    b"//",
    b"sep=;\n",
    b"xn--",
    b"First Name,Last Name,Email\n",
    *(char.encode() for char in "\ufeff\u00a0\u200bé李"),
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xed\xa0\x80",
    b"\xff\xff\xff\xff",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
)


def main() -> int:
    """Fuzz for the time given; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None, help="repeat an earlier run")
    parser.add_argument("--keep", type=Path, default=Path("var/fuzz-found.bin"))
    args = parser.parse_args()
    seed = random.SystemRandom().randrange(2**32) if args.seed is None else args.seed
    print(f"seed {seed}")  # noqa: T201
    return run(random.Random(seed), time.monotonic() + args.seconds, args.keep)


def run(dice: random.Random, until: float, keep: Path) -> int:
    """Try one input after the other."""
    corpus = [
        path.read_bytes()
        for path in sorted(SAMPLES.glob("should_*/*"))
        if not path.name.endswith(".expected.json") and path.stat().st_size < 2**16
    ]
    tried, refused = 0, 0
    while time.monotonic() < until:
        data = mutated(dice, corpus)
        try:
            refused += check(data)
        except BaseException:
            keep.parent.mkdir(parents=True, exist_ok=True)
            keep.write_bytes(data)
            print(f"after {tried} inputs: kept as {keep}", file=sys.stderr)  # noqa: T201
            raise
        tried += 1
    print(f"{tried} inputs, {refused} refused, {tried - refused} read; nothing found")  # noqa: T201
    return 0


def _read_with_a_doubt(report: intake.Report) -> bool:
    """Whether a notice says that letters were mended, such as UTF-8 that was encoded twice."""
    return any(notice.code is intake.NoticeCode.ENCODED_TWICE for notice in report.notices)


def check(data: bytes) -> bool:
    """Read one input and hold the report to its promises; whether the file was refused."""
    start = sum(os.times()[:4])
    report = intake.read(data, "fuzz", intake.Limits(records=500))
    took = sum(os.times()[:4]) - start
    assert took < SLOW, f"took {took:.1f} s"
    intake.error_file(report.rejected)
    report.as_json()
    if report.problem:
        assert not report.good
        assert not report.rejected
        return True
    lines = [row.line for row in report.rows_in_order()]
    assert len(lines) == report.records > 0
    assert lines == sorted(set(lines))
    if report.rejected:
        again = intake.read(intake.error_file(report.rejected), "errors.csv")
        cells = [row[1:4] for row in again.rows_in_order()]
        as_written = cells == [row[1:4] for row in report.rejected if any(row[1:4])]
        assert as_written or _read_with_a_doubt(again)
    return False


def mutated(dice: random.Random, corpus: list[bytes]) -> bytes:
    """A sample with a few things done to it, or now and then bytes of no origin."""
    if dice.random() < 0.02:
        return dice.randbytes(dice.randrange(400))
    data = dice.choice(corpus)
    if data.startswith(b"PK\x03\x04") and dice.random() < 0.7:
        with suppress(Exception):
            return repacked(dice, data, corpus)
    return damaged(dice, data, corpus)


def repacked(dice: random.Random, data: bytes, corpus: list[bytes]) -> bytes:
    """A sound archive of which one part, mostly the sheet, is damaged."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        names = old.namelist()
        likely = [name for name in names if "sheet" in name or "content.xml" in name]
        chosen = dice.choice(likely or names) if dice.random() < 0.8 else dice.choice(names)
        for name in names:
            part = old.read(name)
            new.writestr(name, damaged(dice, part, corpus) if name == chosen else part)
    return out.getvalue()


def damaged(dice: random.Random, sample: bytes, corpus: list[bytes]) -> bytes:
    """A few bytes put in, left out, changed, repeated, or taken from another sample."""
    data = bytearray(sample)
    for _ in range(dice.randrange(1, 8)):
        at = dice.randrange(len(data) + 1)
        to = min(len(data), at + dice.choice((1, 2, 4, 16, 256)))
        match dice.randrange(6):
            case 0:
                data[at:at] = dice.choice(PIECES)
            case 1:
                del data[at:to]
            case 2:
                data[at:to] = dice.randbytes(to - at)
            case 3 if at < len(data):
                data[at] ^= 1 << dice.randrange(8)
            case 4:
                data[at:at] = data[at:to] * dice.choice((1, 2, 50))
            case _:
                other = dice.choice(corpus)
                start = dice.randrange(len(other) + 1)
                data[at:to] = other[start : start + dice.choice((4, 64, 1024))]
    return bytes(data)


if __name__ == "__main__":
    sys.exit(main())
