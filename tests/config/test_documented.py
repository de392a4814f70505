"""People who install the product find every setting in docs/operate.md."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READ = re.compile(r'\b(?:env\.\w+|os\.environ\.get|Env\(\)\.str)\(\s*"([A-Z][A-Z_]+)"')
INTERNAL = {"ORIGINAL_RECIPIENT", "PATH", "DJANGO_SETTINGS_MODULE"}  # others set these for us


def test_every_setting_is_documented():
    documented = (ROOT / "docs/operate.md").read_text("utf-8")
    read = {
        name
        for path in (ROOT / "src/cvms").glob("**/*.py")
        for name in READ.findall(path.read_text("utf-8"))
    }
    assert len(read) > 30

    undocumented = {name for name in read - INTERNAL if not re.search(rf"`{name}\b", documented)}

    assert undocumented == set()


def test_no_setting_is_documented_that_is_not_read():
    source = "".join(path.read_text("utf-8") for path in (ROOT / "src/cvms").glob("**/*.py"))
    named = re.findall(r"`(CVMS_[A-Z_]+)`", (ROOT / "docs/operate.md").read_text("utf-8"))

    assert [name for name in named if name not in source] == []
