"""Searches files for words in a process of its own; started by `searching`, never imported.

A file can be made so that unpacking it takes any amount of memory or time. Here that ends this
process alone.

Reads from standard input, for each file, a line of JSON with its `size` and the `words`, and then
its bytes. Writes "1" or "0" on a line: whether the file says one of the words.
"""

import json
import sys
from contextlib import suppress

from cvms import intake

MEMORY = 256 * 2**20  # bytes; a file has at most five million and unpacks to fifty
SECONDS = 10  # of processor time for each file


def main() -> None:
    """Answer for each file until there are no more."""
    while header := sys.stdin.buffer.readline():
        asked = json.loads(header)
        _limit_itself()
        print(int(_says(sys.stdin.buffer.read(asked["size"]), asked["words"])), flush=True)  # noqa: T201 -- the answer


def _says(data: bytes, words: list[str]) -> bool:
    try:
        return intake.mentions(data, words)
    except MemoryError:
        return True  # nobody can tell


def _limit_itself() -> None:
    """Allow so many seconds more than have been used, where the system knows how to."""
    with suppress(ImportError):
        import resource  # noqa: PLC0415 -- not on every system

        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime) + SECONDS
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
