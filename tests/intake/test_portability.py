"""The reader judges the same on every Python that the product runs on."""

import re
from pathlib import Path

import pytest

import cvms.intake

MODULES = sorted(Path(cvms.intake.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_no_pattern_uses_possessive_repeats(module):
    """Before Python 3.11.5 they fail to match what they should: every address was invalid."""
    assert not re.search(r"[\])}\w][*+?]\+", module.read_text())
