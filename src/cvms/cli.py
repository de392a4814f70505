"""The `cvms` command: `check` and `run` here, everything else is Django's."""
import sys


def main() -> int:
    raise SystemExit("not built")
