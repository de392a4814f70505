"""People who read Spanish read the whole product in it, with the same names and numbers."""

import json
import re
from pathlib import Path

import pytest
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, override, pgettext

from cvms.accounts.models import PasswordLink
from cvms.accounts.permissions import Permission
from cvms.providers.actions.looking_up import Way
from cvms.uploads.wording import problem_words
from tests.catalogues import CATALOGUES, ENGLISH, FILES, SOURCE, entries, marked, unmarked

ENTRIES = {path: entries(path) for path in CATALOGUES}
SPANISH = {words for catalogue in ENTRIES.values() for words in catalogue}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|</?\w+")
REFUSED = sorted((Path(__file__).parent / "samples/should_refuse").glob("*.expected.json"))

pages = pytest.mark.parametrize(
    "path",
    [path for path in FILES if path.suffix != ".py"],
    ids=lambda path: str(path.relative_to(SOURCE)),
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_marked_sentence_of_a_file_has_its_spanish(path):
    assert marked(path) - SPANISH == set()


def test_every_sentence_of_rooms_without_django_has_its_spanish():
    assert unmarked() - SPANISH == set()


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalog_is_complete_and_keeps_the_placeholders(path):
    faults = [words for words, entry in ENTRIES[path].items() if not _is_finished(entry)]
    assert faults == []
    text = path.read_text("utf-8")
    assert "\n#~" not in text
    assert text.count("\nmsgid ") == len(ENTRIES[path]), "something is there twice"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalog_has_only_the_sentences_of_its_room(path):
    room = path.stem
    said = unmarked().union(*(marked(one) for one in FILES if room in one.parts))
    assert ENTRIES[path].keys() - said == set()


def _is_finished(entry) -> bool:
    english = entry.id if isinstance(entry.id, tuple) else (entry.id,)
    spanish = entry.string if isinstance(entry.string, tuple) else (entry.string,)
    wanted = sorted(PLACEHOLDER.findall(english[-1]))
    same = all(text and sorted(PLACEHOLDER.findall(text)) == wanted for text in spanish)
    stops = all(text.endswith(".") == english[-1].endswith(".") for text in spanish)
    return same and stops and not entry.fuzzy


def test_no_catalog_hides_a_sentence_of_another():
    # Neither of ours nor of Django's: what is said in two ways needs a context.
    with override("es"):
        hidden = [
            (entry.id, entry.string, shown)
            for catalogue in ENTRIES.values()
            for entry in catalogue.values()
            if (shown := _shown(entry)) != entry.string
        ]
    assert hidden == []


def _shown(entry):
    if isinstance(entry.id, tuple):
        return tuple(ngettext(*entry.id, number) for number in (1, 2))
    return pgettext(entry.context, entry.id) if entry.context else gettext(entry.id)


def test_no_catalog_has_an_unused_sentence():
    said = unmarked().union(*map(marked, FILES))
    assert SPANISH - said == set()


# What stands in a template outside of its tags, and is the same in every language.
NAMES = {
    "Chrome", "Edge (Chromium)", "Firefox", "Safari",
    "First Name", "Last Name", "Email",  # the headings of the file
    "Website",  # a field that people never see
    "cvms-page cvms-page--dark",  # a class
}  # fmt: skip
_HIDDEN = re.compile(
    r"{%\s*blocktrans.*?{%\s*endblocktrans.*?%}|{%\s*comment.*?endcomment\s*%}|{#.*?#}|<!--.*?-->"
    r"|<(script|style)\b.*?</\1>",
    re.DOTALL,
)
_TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
_READ_ALOUD = re.compile(r'\b(?:aria-label|title|alt|placeholder)="([^"]*)"')
_IN_TAG = re.compile(r'{%\s*(?:sort_header|empty|back_link|summary_row|alert \S+)\s+"([^"]*)"')


@pages
def test_every_word_of_a_template_is_marked(path):
    shown = _HIDDEN.sub("", path.read_text("utf-8"))
    texts = [*_READ_ALOUD.findall(_TAG.sub("", shown)), *_IN_TAG.findall(shown)]
    between = re.sub(r"<[^>]*>", "\n", _TAG.sub("", shown)) if path.suffix == ".html" else ""
    texts += re.sub(r"&\w+;", "", between or _TAG.sub("", shown)).splitlines()
    words = {text.strip() for text in texts if re.search(r"[A-Za-z]{2}", text)}
    assert words - NAMES == set()


def test_every_state_and_role_is_marked():
    never_shown = {Permission, PasswordLink.Purpose, Way}
    kinds = set(TextChoices.__subclasses__()) - never_shown
    ours = [kind for kind in kinds if kind.__module__.startswith("cvms.")]
    assert len(ours) > 10
    assert [one for kind in ours for one in kind if not isinstance(one._label_, Promise)] == []


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.name.partition(".expected")[0])
def test_a_refused_file_is_refused_in_spanish(path):
    problem = json.loads(path.read_text("utf-8"))["problem"]
    with override("es"):
        spanish = problem_words(problem["code"], problem["params"], "low")
    assert not ENGLISH.search(re.sub(r'"[^"]*"', "", spanish)), spanish
    english = problem_words(problem["code"], problem["params"], "low")
    assert english != spanish
    if problem["code"] != "too-many-records":  # what to do depends on the tab
        assert english == problem["message"]
