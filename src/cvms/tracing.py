"""The current request's number, for its error page, its log lines and its jobs."""

import re
import secrets
from contextvars import ContextVar

HEADER = "X-Request-ID"
ARGUMENT = "_request"  # the argument of jobs with it, removed before the task is called

number: ContextVar[str] = ContextVar("number", default="")
_SANE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")


def accepted(given: str) -> str:
    """Return a proxy's number for the request if it is well-formed, else a new one."""
    return given if _SANE.fullmatch(given) else secrets.token_hex(8)
