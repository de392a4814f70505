"""The number of the request in hand: on its error page, in each line of its log, in its jobs."""

import re
import secrets
from contextvars import ContextVar

HEADER = "X-Request-ID"
ARGUMENT = "_request"  # of a job, taken out before its task is called

number: ContextVar[str] = ContextVar("number", default="")
_SANE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")


def accepted(given: str) -> str:
    """Return the number that a proxy gave, or a new one in the place of anything else."""
    return given if _SANE.fullmatch(given) else secrets.token_hex(8)
