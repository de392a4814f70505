"""What pages must not do, for people who cannot see well or have unsteady hands."""

import re
from pathlib import Path

import pytest

SOURCES = Path(__file__).resolve().parents[2] / "src/cvms"
QR_CODES = {"registration/_code.html", "mfa/totp/activate_form.html"}  # with their letters beside
RULE = re.compile(r"([^{}]*:hover[^{}]*)\{([^{}]*)\}")
LOOKS_ALONE = {"background-color", "color", "text-decoration", "text-decoration-thickness"}
PRESSED = re.compile(r"mousedown|pointerdown|touchstart")
WHERE = re.compile(
    r"\b(?:on|to) the (?:left|right)\b|\bthe (?:red|green|blue|round|square) ", re.IGNORECASE
)


def files(kind: str) -> list[Path]:
    found = sorted(SOURCES.rglob(f"*.{kind}"))
    assert found
    return found


def test_no_picture_contains_words():
    pictures = {
        str(path).rpartition("/templates/")[2]
        for path in files("html")
        if "<img" in path.read_text("utf-8")
    }
    assert pictures == QR_CODES


def test_nothing_opens_on_hover():
    changed = [
        (path.name, selector.strip(), line.partition(":")[0].strip())
        for path in files("css")
        for selector, body in RULE.findall(path.read_text("utf-8"))
        for line in body.split(";")
        if line.strip()
    ]
    assert changed
    assert [one for one in changed if one[2] not in LOOKS_ALONE] == []


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        pytest.param("js", PRESSED, id="buttons act when they are released"),
        pytest.param("html", WHERE, id="words name things, not their place or color"),
    ],
)
def test_no_file_uses_a_forbidden_pattern(kind, wrong):
    said = [
        (path.name, found[0]) for path in files(kind) if (found := wrong.search(path.read_text()))
    ]
    assert said == []
