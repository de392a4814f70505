"""The Spanish catalogues as Django reads them, made from the ones that people write."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOM = Path(__file__).resolve().parents[1]


def compile_catalogues(root: Path = ROOM) -> None:
    """Write each django.mo that is missing or older than its django.po; safe in parallel."""
    for source in sorted(root.glob("*/locale/*/LC_MESSAGES/django.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open(encoding="utf-8") as file:
            catalogue = read_po(file)
        unfinished = compiled.with_suffix(f".{os.getpid()}")
        with unfinished.open("wb") as file:
            write_mo(file, catalogue)
        unfinished.replace(compiled)
