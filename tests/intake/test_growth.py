"""No pattern or scan of a stranger's text takes quadratic time.

Each is given what is worst for it. What is measured is how much more work four times the text is
(`growth`), never how long it takes.
"""

import io
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cvms import intake
from tests.intake.growth import is_linear

HEADINGS = "First Name,Last Name,Email\n"
Text = Callable[[int], str]

# In a name, and in an address.
CELLS: dict[str, Text] = {
    "marks": lambda size: "a" + "\u0301\u0316" * (size // 2),
    "dot": lambda size: "." + "a" * size,
    "dots": lambda size: "a." * (size // 2),
    "www": lambda size: "www" * (size // 3) + ".",
    "labels": lambda size: "a" * size + ".",
    "addresses of machines": lambda size: "1.2.3." * (size // 6),
    "slashes": lambda size: "a.b-/" * (size // 5),
    "spaces": lambda size: "x" + " " * size + "é",
    "apostrophes": lambda size: "'" * size + "=",
    "formulas": lambda size: "=" * size,
    "brackets": lambda size: "[" * size,
    "signs": lambda size: "a+" * (size // 2) + "&",
    "entities": lambda size: "&amp;" * (size // 5),
    "open entities": lambda size: "&a" * (size // 2),
    "entities in entities": lambda size: "&" + "amp;" * (size // 4),
    "escapes": lambda size: "u00" * (size // 3),
    "accents": lambda size: "æ" * size,
    "ats": lambda size: "a@" * (size // 2),
    "local": lambda size: "a." * (size // 2) + "@plant.example",
    "domain": lambda size: "a@" + "é." * (size // 2) + "example",
    "labels of a domain": lambda size: "a@" + "a-" * (size // 2) + ".local",
    "hyphens": lambda size: "a@" + "-" * size + ".example",
}
# As a whole file.
FILES: dict[str, Text] = {
    "one word": lambda size: "é" + "a" * size,
    "words of signs": lambda size: "©a" * (size // 2),
    "marks with backslashes": lambda size: HEADINGS + '\\" ' * (size // 3),
    "blanks behind a mark": lambda size: HEADINGS + '"a\n"' + " " * size + "b,c,d\n",
    "cells of several lines": lambda size: HEADINGS + '"a\nb",c,d\n' * (size // 10),
    "one cell of many lines": lambda size: HEADINGS + '"' + "a\n" * (size // 2) + '",b,c\n',
    "whole lines in marks": lambda size: f'"{HEADINGS[:-1]}"\n' + '"a,b,c"\n' * (size // 8),
    "brackets in a heading": lambda size: "First Name " + "(" * size + ",Last Name,Email\na,b,c",
    "notes in a heading": lambda size: "First" + "()" * (size // 2) + ",Last Name,Email\na,b,c\n",
    "many headings": lambda size: "Email," * (size // 100) + "x\n" + "a@p.test," * (size // 100),
    "sep": lambda size: "sep=;" + ";" * size,
    "line ends": lambda size: HEADINGS + "\r" * size + "a,b,c@p.test",
    "lines of two encodings": lambda size: HEADINGS + "é,b,c\n" * (size // 6) + "\udce9,b,c\n",
    "letters of another alphabet": lambda size: "\udce8\udce2\udce0 " * (size // 4),
    "UTF-8 twice": lambda size: HEADINGS + "JosÃ©,b,c@p.test\n" * (size // 17),
}  # fmt: skip


@pytest.mark.parametrize("kind", CELLS)
def test_no_cell_takes_quadratic_time(kind: str) -> None:
    def work(size: int) -> intake.Report:
        cell = CELLS[kind](size)
        return intake.read(f'{HEADINGS}"{cell}","{cell}","{cell}"\n'.encode(), "list.csv")

    assert work(1000).rejected[0].errors
    assert is_linear(work, 25_000)


@pytest.mark.parametrize("kind", FILES)
def test_no_file_takes_quadratic_time(kind: str) -> None:
    def work(size: int) -> intake.Report:
        return intake.read(FILES[kind](size).encode("utf-8", "surrogateescape"), "list.csv")

    assert is_linear(work, 30_000)


PARTS: dict[str, Text] = {
    "rows that do not end": lambda size: "<row " * (size // 5),
    "rows": lambda size: "<row hidden='1'/>" * (size // 17),
    "attributes": lambda size: "<row " + "r='" * (size // 3) + ">",
    "prefixes": lambda size: "<a:" * (size // 3),
    "tables": lambda size: "<table:table table:name='" * (size // 25),
    "rows of tables": lambda size: "<table:table-row " * (size // 17),
    "types": lambda size: "<Override ContentType='" * (size // 23),
    "one type": lambda size: f"<Override PartName='a' ContentType='{'sheet.' * (size // 6)}'>",
}


@pytest.mark.parametrize("kind", PARTS)
def test_no_part_of_a_workbook_takes_quadratic_time(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, str(Path(intake.__file__).parent)])
    import hidden_rows  # noqa: PLC0415 - as the limited process finds it
    import workbook_parts  # noqa: PLC0415

    def work(size: int) -> None:
        text = PARTS[kind](size).encode()
        list(hidden_rows._of_sheet(text))
        hidden_rows._of_ods(text)
        with zipfile.ZipFile(io.BytesIO(zipped({"[Content_Types].xml": text}))) as archive:
            workbook_parts.workbook_part(archive, workbook_parts.parts_of(archive))

    assert is_linear(work, 200_000)


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


MENTIONS: dict[str, Text] = {
    "tags that do not end": lambda size: "<" * size,
    "tags": lambda size: "<a>" * (size // 3),
    "entities": lambda size: "&#" * (size // 2),
    "numbers": lambda size: "&#" + "1" * size,
}


@pytest.mark.parametrize("kind", MENTIONS)
def test_searching_a_file_for_a_person_takes_linear_time(kind: str) -> None:
    def work(size: int) -> bool:
        data = zipped({"xl/sharedStrings.xml": MENTIONS[kind](size).encode()})
        return intake.mentions(data, ["ann@corp.example"])

    assert is_linear(work, 200_000)


def test_the_measure_distinguishes_quadratic_from_linear() -> None:
    """A pattern that looks for an end from each beginning, as some of ours did."""
    pattern = re.compile("<[^>]*>")
    assert not is_linear(lambda size: pattern.sub("", "<" * size), 4_000)
    assert is_linear(lambda size: ("<" * size).count(">"), 4_000_000)
