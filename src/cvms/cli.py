"""The `cvms` command: `check`, `run` and `serve` here; everything else is Django's."""

import argparse
import os
import sys

from cvms.config.server import command as server
from cvms.intake import cli as intake

OWN = {"check", "run", "serve", "-h", "--help"}
SYSTEM_CHECK = "system_check"  # Django's own `check`: ours reads a file


def main(argv: list[str] | None = None) -> int:
    """Run one command; `argv` is what follows `cvms`. Returns the exit status."""
    argv = sys.argv[1:] if argv is None else argv
    if argv[:1] == [SYSTEM_CHECK]:
        return _django(["check", *argv[1:]])
    if not argv or argv[0] in OWN:
        return _own(argv or ["--help"])
    return _django(argv)


def _own(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="cvms",
        description="Gets whole workplaces registered for a vaccine.",
        epilog="Every other command is one of the portal's: `cvms help` lists them all."
        f" Django's own `check` is `cvms {SYSTEM_CHECK}`.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    intake.add_parser(commands)
    run = commands.add_parser("run", help="start the whole product on this machine")
    run.set_defaults(run=_run)
    server.add_parser(commands)
    args = parser.parse_args(argv)
    status: int = args.run(args)
    return status


def _run(_args: argparse.Namespace) -> int:
    from cvms.local.run import run  # noqa: PLC0415 - `check` is quick

    return run()


def _django(argv: list[str]) -> int:
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - `check` is quick
    from environs import EnvError  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cvms.config.settings")
    try:
        execute_from_command_line(["cvms", argv[0].replace("-", "_"), *argv[1:]])
    except EnvError as problem:
        print(
            f"cvms: {problem}. The portal's commands need its settings, which docs/operate.md"
            " lists; `cvms run` starts a demonstration that has them.",
            file=sys.stderr,
        )
        return 1
    return 0
