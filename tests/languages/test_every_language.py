"""Each language's folder says what it is, who reviewed it and when, and by which tests."""

import re
from datetime import date
from pathlib import Path

import pytest

from cvms.languages import FOLDER, languages
from tests.catalogues import entries

ROOT = Path(__file__).resolve().parents[2]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|</?\w+")
ROOMS = {path.name for path in FOLDER.parent.iterdir() if path.is_dir()}

every_language = pytest.mark.parametrize("language", languages(), ids=lambda one: one.code)


@every_language
def test_each_language_declares_its_name_direction_and_review(language):
    assert language.name
    assert language.direction in ("ltr", "rtl")
    assert language.reviewed_by
    assert language.reviewed_on <= date.today()  # noqa: DTZ011 -- a day, wherever


@every_language
def test_each_languages_tests_exist(language):
    assert language.tests
    assert [name for name in language.tests if not (ROOT / name).is_file()] == []


@every_language
def test_each_languages_catalogs_belong_to_rooms_and_keep_placeholders(language):
    catalogues = sorted(language.folder.glob("*.po"))
    assert {path.stem for path in catalogues} <= ROOMS

    faults = [
        (path.name, entry.id)
        for path in catalogues
        for entry in entries(path).values()
        if not entry.fuzzy and not _same(entry)
    ]
    assert faults == []


def _same(entry):
    english = entry.id if isinstance(entry.id, tuple) else (entry.id,)
    words = entry.string if isinstance(entry.string, tuple) else (entry.string,)
    wanted = sorted(PLACEHOLDER.findall(english[-1]))
    return all(not one or sorted(PLACEHOLDER.findall(one)) == wanted for one in words)


def test_each_language_has_a_line_in_docs_languages():
    page = (ROOT / "docs/languages.md").read_text("utf-8")

    assert [one.name for one in languages() if f"| {one.name} |" not in page] == []
