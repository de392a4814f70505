"""What `docs/accessibility.md` names as proof is there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs/accessibility.md").read_text("utf-8")
LINE = re.compile(r"^\| (\d\.\d\.\d+)[^|]*\|([^|]*)\|([^|]*)\|$", re.MULTILINE)
NAMED = re.compile(r"`(test_\w+)`")
DEFINED = re.compile(r"^(?:async )?def (test_\w+)\(", re.MULTILINE)
# What needs no test: there is nothing of the kind.
NOTHING = {"1.2.1", "1.4.2", "2.1.4", "2.5.1"}


def test_each_test_that_the_page_names_exists():
    defined = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in DEFINED.findall(path.read_text("utf-8"))
    }
    named = set(NAMED.findall(PAGE))
    assert named
    assert named - defined == set()


def test_each_line_names_its_test_or_says_that_it_was_looked_at_by_hand():
    lines = LINE.findall(PAGE)
    assert len(lines) >= 45
    bare = [
        number
        for number, _how, proof in lines
        if not re.search(r"`test_|every page|by hand", proof) and number not in NOTHING
    ]
    assert bare == []
