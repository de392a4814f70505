"""The `cvms` command: `check`, `run` and `serve`; it passes other commands on to Django."""

import argparse
import os
import sys
from collections.abc import Callable
from typing import TypeVar

from cvms.config.server import command as server
from cvms.intake import cli as intake

Given = TypeVar("Given")
OWN = {"check", "run", "serve", "-h", "--help"}
HANDING_IN = {"take_bounce", "take_bounces"}  # a mail server tries these again if they fail
SYSTEM_CHECK = "system_check"  # Django's own `check`; ours checks a list


def main(argv: list[str] | None = None) -> int:
    """Run the command of `argv`, which is without "cvms"; return its exit status."""
    argv = sys.argv[1:] if argv is None else argv
    if argv[:1] == ["--env"]:
        argv = _with_environment_of(argv[1:])
    if not argv or argv[0] in OWN:
        return _own(argv or ["--help"])
    return _with_settings(_django, ["check", *argv[1:]] if argv[0] == SYSTEM_CHECK else argv)


def _with_environment_of(argv: list[str]) -> list[str]:
    """Load variables from the file `argv[0]`; return the arguments after it.

    This is for programs without an environment, such as a mail server's pipe. The file has lines
    of NAME=value; variables that are already set are kept. Exit if the file cannot be read.
    """
    from dotenv import load_dotenv  # imported here so that `check` starts fast

    if not argv or not load_dotenv(argv[0]):
        sys.exit(f"cvms: --env needs a file; {argv[0] if argv else 'none'} cannot be read.")
    return argv[1:]


def _own(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="cvms",
        description="Gets whole workplaces registered for a vaccine.",
        epilog="Every other command is one of the portal's: `cvms help` lists them all."
        f" Django's own `check` is `cvms {SYSTEM_CHECK}`. `cvms --env FILE ...` reads the"
        " environment from a file.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    intake.add_parser(commands)
    run = commands.add_parser("run", help="start the whole product on this machine")
    run.set_defaults(run=_run)
    server.add_parser(commands).set_defaults(run=_serve)
    args = parser.parse_args(argv)
    status: int = args.run(args)
    return status


def _run(_args: argparse.Namespace) -> int:
    from cvms.local.run import run  # imported here so that `check` starts fast

    return run()


def _serve(args: argparse.Namespace) -> int:
    return _with_settings(server.serve, args)


def _django(argv: list[str]) -> int:
    from django.core.management import execute_from_command_line  # so that `check` starts fast

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cvms.config.settings")
    execute_from_command_line(["cvms", argv[0].replace("-", "_"), *argv[1:]])
    return 0


def _with_settings(run: Callable[[Given], int], given: Given) -> int:
    """Run a command that reads the settings; print a message if one is missing or wrong.

    Return its exit status. For a mail server's commands, a wrong setting is a temporary failure.
    """
    from environs import EnvError  # imported here so that `check` starts fast

    try:
        return run(given)
    except EnvError as problem:
        print(
            f"cvms: {problem}. The portal's commands need its settings, which docs/operate.md"
            " lists; `cvms run` starts a demonstration that has them.",
            file=sys.stderr,
        )
        return os.EX_TEMPFAIL if isinstance(given, list) and given[0] in HANDING_IN else 1
