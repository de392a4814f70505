"""Reading and checking a list, compared with plain `csv.reader` passes over the same bytes.

One pass splits the lines and drops them; another keeps them, because keeping memory costs more
time the more of it there is, whichever code keeps it.
"""

import csv
import io
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from statistics import median

from bench.figures import Figure, at_most, measures
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
SIZES = SMALL, LARGE = 5_000, 100_000
ROUNDS = 12
TARGET_RATIO = 8
TARGET_GROWTH = 1
PEAK = """
import sys
from bench.intake import people, intake
report = intake.read(people(int(sys.argv[1])), "people.csv", intake.Limits(None, 2**30))
assert report.records == int(sys.argv[1])
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(int(peak.split()[1]) // 1024)
"""


def people(count: int) -> bytes:
    """Make a company's list: one name in twelve beyond ASCII, one record in fifty wrong.

    A wrong record has no address, or the address of the record before it.
    """
    pick, before = random.Random(count), ""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(("First Name", "Last Name", "Email"))
    for number in range(count):
        first = pick.choice(ACCENTED if pick.random() < 1 / 12 else FIRST)
        last = pick.choice(LAST)
        email = f"{last.lower()}.{number}@company{number % 7}.example"
        wrong = pick.random() < 1 / 50
        writer.writerow((first, last, pick.choice(("", before)) if wrong else email))
        before = email
    return text.getvalue().encode()


def split(data: bytes) -> Iterator[list[str]]:
    """Return the rows as they are."""
    return csv.reader(io.TextIOWrapper(io.BytesIO(data), "utf-8", newline=""))


def plain_pass(data: bytes) -> None:
    """Decode and split: the least that reading a CSV file takes."""
    for _ in split(data):
        pass


def keeping_pass(data: bytes) -> None:
    """Decode and split, and keep the rows: the least that a CSV file in memory takes."""
    list(map(tuple, split(data)))


def judged(data: bytes) -> None:
    """Read the same bytes with the product."""
    intake.read(data, "people.csv", intake.Limits(None, 2**30))


PASSES = {"csv.reader": plain_pass, "rows kept": keeping_pass, "judged": judged}


def measured() -> dict[tuple[str, int], list[float]]:
    """Return microseconds of processor time per record, of many passes at each size."""
    files = {count: people(count) for count in SIZES}
    times = defaultdict(list)
    for _ in range(ROUNDS):
        for count, data in files.items():
            for _ in range(LARGE // count):
                for name, work in PASSES.items():
                    start = time.process_time()
                    work(data)
                    times[name, count].append((time.process_time() - start) / count * 1e6)
    return times


def peak(count: int) -> int:
    """Return the megabytes of a process that holds one report."""
    command = [sys.executable, "-c", PEAK, str(count)]
    return int(subprocess.check_output(command, text=True))


@measures("intake_vs_csv", "intake_growth")
def measure() -> Iterator[Figure]:
    """Print the passes, then yield the ratio and its growth with the file."""
    times = measured()
    print("us per record   5,000 records       100,000 records     growth")
    print("                best    median      best    median      best    median")
    growth = {name: _row(name, times[name, SMALL], times[name, LARGE]) for name in PASSES}
    for count in SIZES:
        print(f"{count:,} records: {peak(count)} MB")
    plain = min(times["csv.reader", SMALL])
    ratio = min(times["judged", SMALL]) / plain
    beside = f"csv.reader: {plain:.2f} us a record"
    yield at_most(TARGET_RATIO, "intake_vs_csv", ratio, "times", beside=beside)
    more = growth["judged"] / growth["rows kept"]
    beside = f"rows kept, 100,000 against 5,000: {growth['rows kept']:.2f} times a record"
    yield at_most(TARGET_GROWTH, "intake_growth", more, "times", beside=beside)


def _row(name: str, small: list[float], large: list[float]) -> float:
    """Print one pass; return how much more each record of the large file takes."""
    growth = min(large) / min(small)
    print(
        f"{name:<14}{min(small):6.2f}{median(small):10.2f}{min(large):10.2f}"
        f"{median(large):10.2f}{growth:10.2f}{median(large) / median(small):10.2f}"
    )
    return growth
