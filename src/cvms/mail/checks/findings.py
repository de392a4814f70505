"""What a check found, in words that say what to do."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """OK: as it should be. WARNING: mail arrives, but worse than it could. PROBLEM: large mail
    services refuse mail or put it into the spam folder."""

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
    """Report what is as it should be."""
    return Finding(subject, Level.OK, words)


def warning(subject: str, words: str) -> Finding:
    """Report what could be better."""
    return Finding(subject, Level.WARNING, words)


def problem(subject: str, words: str) -> Finding:
    """Report what has to be fixed."""
    return Finding(subject, Level.PROBLEM, words)
