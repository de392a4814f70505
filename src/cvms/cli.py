"""The `cvms` command: `check` here, without Django; everything else is Django's."""

import argparse
import os
import sys

from cvms.intake import cli as intake


def main(argv: list[str] | None = None) -> int:
    """Run one command; `argv` is what follows `cvms`. Returns the exit status."""
    argv = sys.argv[1:] if argv is None else argv
    if not argv or argv[0] in {"check", "-h", "--help"}:
        return _own(argv or ["--help"])
    return _django(argv)


def _own(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="cvms",
        description="Gets whole workplaces registered for a vaccine.",
        epilog="Every other command is one of the portal's: `cvms help` lists them all.",
    )
    intake.add_parser(parser.add_subparsers(title="commands", metavar="COMMAND", required=True))
    args = parser.parse_args(argv)
    status: int = args.run(args)
    return status


def _django(argv: list[str]) -> int:
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - `check` is quick

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cvms.config.settings")
    execute_from_command_line(["cvms", *argv])
    return 0
