"""The findings of checks, in words that say what to do."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """OK: nothing to do. WARNING: mail arrives, but could do better.

    PROBLEM: large mail services refuse mail or put it into the spam folder.
    """

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    subject: str  # SPF, DKIM, ...
    level: Level
    words: str


def ok(subject: str, words: str) -> Finding:
    """Return a finding that needs nothing."""
    return Finding(subject, Level.OK, words)


def warning(subject: str, words: str) -> Finding:
    """Return a finding that could be better."""
    return Finding(subject, Level.WARNING, words)


def problem(subject: str, words: str) -> Finding:
    """Return a finding that has to be fixed."""
    return Finding(subject, Level.PROBLEM, words)
