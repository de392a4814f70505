"""`cvms check`: what an upload of a file would answer, without a server, loading nothing."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from cvms.intake.catalogue import ADVICE, MEANINGS, NOTICE_MEANINGS, SENTENCES
from cvms.intake.limits import Limits
from cvms.intake.reading import read
from cvms.intake.table import lines_of

ALL_GOOD, SOME_REJECTED, FILE_REFUSED = 0, 1, 2

_ACCEPTED = """\
What is accepted
  CSV separated by commas, semicolons, tabs or pipes, in UTF-8, UTF-16 or Windows-1252;
  Excel workbooks (.xlsx, .xls) and OpenDocument (.ods): the first visible sheet with headings.
  Headings, in any order, case and spacing, below at most 10 rows of titles:
    First Name  (or FirstName, first_name, Given Name)
    Last Name   (or LastName, Surname, Family Name)
    Email       (or PersonEmail, E-mail, Email Address)
  Other columns are ignored. Blank rows are not records.
  Line N is the row of the spreadsheet counted from the one right below the headings.

Limits
  {records:,} records (--limit changes it), 5 MB, 50 MB once a workbook is unpacked.

Exit status
  0  every record can be loaded
  1  some records are rejected, the others can be loaded
  2  the file is refused as a whole, or cannot be opened
"""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `check` to a command's subcommands."""
    parser = subparsers.add_parser(
        "check",
        help="check a list of people and explain what is wrong with it; loads nothing",
        description="Check a list of people as an upload would, and explain each problem. "
        "Needs no server and no database, and loads nothing.",
        epilog=_epilog(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("path", metavar="FILE", type=Path, help="the list: .csv, .xlsx, .xls, .ods")
    parser.add_argument("--json", action="store_true", help="print the report as one JSON object")
    parser.add_argument(
        "--limit",
        metavar="N",
        type=_count,
        default=Limits().records,
        help="refuse a file with more than N records (default: %(default)s)",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check one file, print its report, and return the exit status."""
    try:
        with args.path.open("rb") as stream:
            report = read(stream, args.path.name, Limits(records=args.limit))
    except OSError as error:
        sys.stderr.write(f"cvms check: {args.path} cannot be opened: {error.strerror}\n")
        return FILE_REFUSED
    if args.json:
        _print(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        _print("\n".join(lines_of(report)))
    if report.problem:
        return FILE_REFUSED
    return SOME_REJECTED if report.rejected else ALL_GOOD


def _epilog() -> str:
    errors: dict[Any, str] = {SENTENCES[code]: advice for code, advice in ADVICE.items()}
    return "\n".join(
        (
            _ACCEPTED.format(records=Limits().records),
            "What is wrong with a rejected record, and what to do",
            *_glossary(errors),
            "\nWhy a whole file is refused (the message says what to do)",
            *_glossary(MEANINGS),
            "\nNotices: what was read with a doubt, or not read",
            *_glossary(NOTICE_MEANINGS),
        )
    )


def _glossary(meanings: dict[Any, str]) -> list[str]:
    width = max(map(len, meanings))
    return [f"  {term:<{width}}  {meaning}" for term, meaning in meanings.items()]


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of records")
    return int(text)


def _print(text: str) -> None:
    """Write to standard output in UTF-8 whatever the locale; the reader may leave early."""
    try:
        sys.stdout.buffer.write(text.encode("utf-8", errors="backslashreplace") + b"\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
