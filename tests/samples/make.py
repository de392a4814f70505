"""Writes the samples and, beside each, the report that the rules ask for.

Run as `python tests/samples/make.py`. The expected reports are written by hand, in load.py,
reject.py and refuse.py, from the rules in docs/intake.md; nothing here runs the reader. Samples
by LibreOffice are kept as they are on a machine without it.
"""

import json
from pathlib import Path

import load
import refuse
import reject
import reported  # noqa: F401 - adds to the three
from notices import ignored

HERE = Path(__file__).parent


def main():
    """Write every sample of the three lists."""
    for folder, samples in (
        ("should_load", load.SAMPLES),
        ("should_reject", reject.SAMPLES),
        ("should_refuse", refuse.SAMPLES),
    ):
        for name, (content, expected) in samples.items():
            write(HERE / folder / name, content, expected)
        print(f"{folder}: {len(samples)}")  # noqa: T201


def write(path, content, expected):
    """One sample and its expected report; content None keeps the file as it is.

    A workbook carries the time at which it was written, so one that is there is kept.
    """
    if content is not None and not (path.exists() and content.startswith((b"PK", b"\xd0\xcf"))):
        path.write_bytes(content)
    report = {
        "file": path.name,
        "format": expected.get("format", "csv"),
        "encoding": expected.get("encoding"),
        "records": expected.get("records", 0),
        "accepted": expected.get("records", 0) - len(expected.get("rejected", [])),
        "ignored_columns": expected.get("ignored_columns", []),
        "notices": [*columns(expected), *expected.get("notices", [])],
        "rejected": expected.get("rejected", []),
        "problem": expected.get("problem"),
    }
    if report["problem"]:
        report["accepted"] = 0
    text = json.dumps(report, ensure_ascii=False, indent=2) + "\n"
    path.with_name(path.name + ".expected.json").write_text(text, encoding="utf-8")


def columns(expected):
    """The notice that names the ignored columns, where there are some."""
    return [ignored(*expected["ignored_columns"])] if expected.get("ignored_columns") else []


if __name__ == "__main__":
    main()
