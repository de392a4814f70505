"""A third language with hardly any translations."""

import shutil
from pathlib import Path

import pytest
from django.conf.locale import LANG_INFO

from cvms.languages import languages
from cvms.local.catalogues import compile_catalogues

DECLARED = """
name = "Kreyòl ayisyen"
direction = "ltr"
tests = []

[reviewed]
by = "Ministry of nobody"
on = 2021-01-14
"""
CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "Sign in"
msgstr "Konekte"

#, fuzzy
msgid "Forgot your password?"
msgstr "Nobody has read this"

#, python-format
msgid "%(size)s MB"
msgstr ""
"""


@pytest.fixture
def creole(tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> str:
    """The code of a language in which one sentence is reviewed and one is not."""
    for language in languages():
        shutil.copytree(language.folder, tmp_path / language.folder.name)
    own = tmp_path / "ht"
    own.mkdir()
    (own / "language.toml").write_text(DECLARED)
    (own / "ui.po").write_text(CATALOGUE)
    compile_catalogues(tmp_path)
    offered = languages(tmp_path)
    monkeypatch.setitem(LANG_INFO, "ht", offered[-1].info)
    settings.LANGUAGES = [(one.code, one.name) for one in offered]
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    return "ht"
