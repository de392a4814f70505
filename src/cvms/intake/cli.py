"""The command `cvms check`: report on a file as an upload would, without loading anything."""

import argparse
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

from cvms.intake.catalogue import ADVICE, MEANINGS, NOTICE_MEANINGS, SENTENCES
from cvms.intake.limits import Limits
from cvms.intake.reading import read
from cvms.intake.report import Report
from cvms.intake.roles import Choices, Layout, Role
from cvms.intake.table import lines_of

ALL_GOOD, SOME_REJECTED, FILE_REFUSED = 0, 1, 2

_ACCEPTED = """\
What is accepted
  CSV separated by commas, semicolons, tabs or pipes, in UTF-8 or UTF-16; other encodings
  where they can be told, with a notice that shows names as they were read.
  Excel workbooks (.xlsx, .xls) and OpenDocument (.ods): the first visible sheet that has
  headings and people; others are named in a notice (--sheet).
  Headings, in any order, case and spacing, below at most 10 rows of titles:
    First Name  (or FirstName, first_name, Given Name, Nombre)
    Last Name   (or LastName, Surname, Family Name, Apellidos)
    Email       (or PersonEmail, E-mail, Email Address, Correo electrónico)
  A note in brackets behind a heading is left out. For other headings, see --columns.
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
    parser.add_argument(
        "--columns",
        metavar="HEADING=WHICH,...",
        type=_columns,
        default={},
        help="which column is which, by its heading or number: first, last, email, or full for a "
        'whole name to be split; such as "Legal First Name=first,Surname=last,3=email"',
    )
    parser.add_argument("--sheet", metavar="NAME", help="read this sheet of a workbook")
    parser.add_argument(
        "--without-hidden-rows", action="store_true", help="leave out rows that the sheet hides"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check one file, print its report, and return the exit status."""
    try:
        with args.path.open("rb") as stream:
            report = read(stream, args.path.name, Limits(records=args.limit), _choices(args))
    except OSError as error:
        sys.stderr.write(f"cvms check: {args.path} cannot be opened: {error.strerror}\n")
        return FILE_REFUSED
    if args.json:
        _print(json.dumps(_with_a_hint(report), ensure_ascii=False, indent=2))
    else:
        _print("\n".join(lines_of(report, _hint(report))))
    if report.problem:
        return FILE_REFUSED
    return SOME_REJECTED if report.rejected else ALL_GOOD


def _choices(args: argparse.Namespace) -> Choices:
    return Choices(
        headings=args.columns, sheet=args.sheet, hidden_rows=not args.without_hidden_rows
    )


def _with_a_hint(report: Report) -> dict[str, Any]:
    found = report.as_json()
    if hint := _hint(report):
        found["problem"]["message"] += hint
    return found


def _hint(report: Report) -> str:
    """Return the `--columns` option to try, if the problem has a guess."""
    if report.problem is None or "guess" not in report.problem.params:
        return ""
    guessed = report.problem.params["guess"]
    said = ",".join(f"{heading}={role}" for heading, role in guessed.items())
    return f' Or say which column is which: --columns "{said}".'


def _columns(text: str) -> dict[str, Role]:
    """Parse `Legal First Name=first,...`; a heading may contain commas and equals signs."""
    roles = "|".join(Role)
    found = re.findall(rf"(.+?)=({roles})(?:,|\Z)", text)
    layout = Layout(0, {place: Role(role) for place, (_, role) in enumerate(found)})
    if "".join(f"{heading}={role}," for heading, role in found) != f"{text.rstrip(',')},":
        raise argparse.ArgumentTypeError(f"{text!r} is not HEADING=WHICH,...")
    if not layout.is_complete:
        raise argparse.ArgumentTypeError("give first, last and email, or full and email, once each")
    return {heading.strip(): Role(role) for heading, role in found}


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
    """Write to standard output in UTF-8 whatever the locale; ignore a closed pipe."""
    try:
        sys.stdout.buffer.write(text.encode("utf-8", errors="backslashreplace") + b"\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
