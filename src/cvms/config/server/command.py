"""`cvms serve`: granian with the options that this application needs."""

import argparse
import importlib
import os
import resource
import sys

HEADER_MILLISECONDS = 10_000  # for a request's headers, and for the next one on a connection
CONNECTIONS = 8_000  # of one process; idle ones end with the line above
BACKLOG = 2_048


def add_parser(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> argparse.ArgumentParser:
    """Add the command's options; the code that has the settings sets what it runs."""
    parser = commands.add_parser("serve", help="serve the portal's pages")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=1, help="processes, for more than one core")
    return parser


def serve(args: argparse.Namespace) -> int:
    """Become the server; does not return. EnvError for settings that do not do.

    HTTP/1 alone: granian gives a connection that says nothing no limit while it waits to learn
    which version is spoken. Proxies speak HTTP/1.1 to it.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cvms.config.settings")
    importlib.import_module(
        os.environ["DJANGO_SETTINGS_MODULE"]
    )  # what is wrong is a sentence here
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
    """Each connection is an open file; many systems allow 1,024 until a process asks for more."""
    _now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
