"""Reading and judging a list against a plain `csv.reader` pass over the same bytes.

Run as `python -m bench.intake`. Prints times, ratios and peak memory, and exits with 1 where a
target is missed.
"""

import csv
import io
import random
import subprocess
import sys
import time
from collections.abc import Callable

from cvms import intake

FIRST = (
    "Ana",
    "Bo",
    "Carlos",
    "Dee",
    "Elif",
    "Fatima",
    "Grace",
    "Hugo",
    "Ines",
    "Mary-Ann",
    "O'Neil",
)
ACCENTED = ("José", "Zoë", "Đặng", "Łukasz")
LAST = ("Abara", "Brook", "Castillo", "Dunn", "Eze", "Fox", "Garcia", "Hall", "Smith-Hale")
SIZES = (5_000, 100_000)
ROUNDS = {5_000: 60, 100_000: 8}
TARGET_RATIO = 8
TARGET_GROWTH = 1.3  # 60 MB of records fit no cache; the work itself is the same
PEAK = """
import resource, sys
from bench.intake import people, intake
report = intake.read(people(int(sys.argv[1])), "people.csv", intake.Limits(None, 2**30))
assert report.records == int(sys.argv[1])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def people(count: int) -> bytes:
    """A list as a company has it: one name in twelve beyond ASCII, one record in fifty wrong."""
    pick = random.Random(count)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(("First Name", "Last Name", "Email"))
    for number in range(count):
        first = pick.choice(ACCENTED if pick.random() < 1 / 12 else FIRST)
        last = pick.choice(LAST)
        email = f"{last.lower()}.{number}@company{number % 7}.example"
        writer.writerow((first, last, "" if pick.random() < 1 / 50 else email))
    return text.getvalue().encode()


def plain_pass(data: bytes) -> None:
    """Decode and split, and nothing else: the least that reading a CSV file takes."""
    for _ in csv.reader(io.TextIOWrapper(io.BytesIO(data), "utf-8", newline="")):
        pass


def judged(data: bytes) -> None:
    """What the product does with the same bytes."""
    intake.read(data, "people.csv", intake.Limits(None, 2**30))


def best_of(rounds: int, data: bytes) -> tuple[float, float]:
    """Seconds of the fastest round of each, taken in turn: the others were disturbed."""
    times = [(timed(plain_pass, data), timed(judged, data)) for _ in range(rounds)]
    return min(plain for plain, _ in times), min(full for _, full in times)


def timed(work: Callable[[bytes], None], data: bytes) -> float:
    """Seconds that one round takes."""
    start = time.perf_counter()
    work(data)
    return time.perf_counter() - start


def main() -> int:
    """Measure every size, print a table, and say whether the targets are met."""
    per_record, ratios = [], []
    print("  records   csv.reader      judged   ratio   per record   peak memory")
    for count in SIZES:
        data = people(count)
        plain, full = best_of(ROUNDS[count], data)
        ratios.append(full / plain)
        per_record.append(full / count)
        peak = subprocess.run(
            [sys.executable, "-c", PEAK, str(count)], capture_output=True, check=True, text=True
        )
        print(
            f"{count:9,} {plain * 1e3:9.1f} ms {full * 1e3:8.1f} ms {full / plain:7.1f}"
            f" {full / count * 1e6:9.2f} us {int(peak.stdout):10} MB"
        )
    growth = per_record[1] / per_record[0]
    print(f"cost per record at {SIZES[1]:,} against {SIZES[0]:,}: {growth:.2f} times")
    print(f"targets: at most {TARGET_RATIO} times csv.reader, growth at most {TARGET_GROWTH}")
    return int(ratios[0] > TARGET_RATIO or growth > TARGET_GROWTH)


if __name__ == "__main__":
    sys.exit(main())
