"""The command `cvms serve`: run granian with the options that this application needs."""

import argparse
import importlib
import os
import resource
import sys

HEADER_MILLISECONDS = 10_000  # for a request's headers, and for the next one on a connection
CONNECTIONS = 8_000  # of one process; idle ones end after HEADER_MILLISECONDS
BACKLOG = 2_048


def add_parser(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> argparse.ArgumentParser:
    """Add the command and its options; the caller sets the function that it runs."""
    parser = commands.add_parser("serve", help="serve the portal's pages")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=1, help="processes, for more than one core")
    return parser


def serve(args: argparse.Namespace) -> int:
    """Replace this process by the server. Raises EnvError for invalid settings.

    Only HTTP/1: while granian waits to learn which version a connection uses, there is no timeout
    for a silent one. Proxies use HTTP/1.1 anyway.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cvms.config.settings")
    importlib.import_module(
        os.environ["DJANGO_SETTINGS_MODULE"]
    )  # so that invalid settings raise EnvError here
    _allow_many_files()
    options = {
        "interface": "asginl",
        "http": "1",
        "http1-header-read-timeout": HEADER_MILLISECONDS,
        "host": args.host,
        "port": args.port,
        "workers": args.workers,
        "backlog": BACKLOG,
        "backpressure": CONNECTIONS,
        "workers-kill-timeout": 10,
        "log-level": "warning",
    }
    words = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    command = [sys.executable, "-m", "granian", *words, "--no-ws", "cvms.config.asgi:application"]
    os.execv(sys.executable, command)  # noqa: S606 -- our own words


def _allow_many_files() -> None:
    """Raise the limit of open files, 1,024 on many systems: each connection is one."""
    _now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
