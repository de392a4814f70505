"""Search files for words in a process of its own; `searching` starts it, nobody imports it.

A file can be crafted so that unpacking it takes any amount of memory or time. Here it kills only
this process.

For each file, standard input has one line of JSON with its `size` in bytes and the `words`, then
its bytes. Standard output gets one line: "1" if the file contains one of the words, else "0".
"""

import json
import sys
from contextlib import suppress

from cvms import intake

MEMORY = 256 * 2**20  # bytes; a file has at most 5 million and unpacks to at most 50 million
SECONDS = 10  # of processor time for each file


def main() -> None:
    """Answer for one file after another until the input ends."""
    while header := sys.stdin.buffer.readline():
        asked = json.loads(header)
        _limit_itself()
        print(int(_says(sys.stdin.buffer.read(asked["size"]), asked["words"])), flush=True)  # noqa: T201 -- the answer


def _says(data: bytes, words: list[str]) -> bool:
    try:
        return intake.mentions(data, words)
    except MemoryError:
        return True  # unknown, so treated as found


def _limit_itself() -> None:
    """Limit memory, and processor time to SECONDS more than was used, where the system can."""
    with suppress(ImportError):
        import resource  # noqa: PLC0415 -- not on every system

        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime) + SECONDS
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
