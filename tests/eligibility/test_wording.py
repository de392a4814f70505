"""Every problem of a draft is a sentence, in both languages, that names what the pages show."""

import re

import pytest
from django.utils.translation import override

from cvms.eligibility.drafts import obstacles
from cvms.eligibility.drafts.wording import FIELDS, SENTENCES, in_words
from cvms.rules.problems import Code, Place, Problem
from tests.catalogues import ENGLISH, FILES, marked

PARAMS = {
    "lowest": 65, "highest": 60, "order": 1, "before": 1, "label": "1", "authorized": 16,
    "number": 3, "question": "student", "reason": "age-from", "bound": "lowest_age",
    "language": "es", "age": 75, "field": "name", "mark": "Draft of", "version": "nc-1",
}  # fmt: skip
OURS = {obstacles.STILL_A_DRAFTS, obstacles.TAKEN, obstacles.BEFORE_IN_FORCE}


def of(code: str) -> Problem:
    """A problem with the parameters that its sentence names."""
    with override("en"):
        named = re.findall(r"%\((\w+)\)s", str(SENTENCES[code]))
    return Problem(code, {name: PARAMS[name] for name in named}, Place(2, "2", 1, 2))


@pytest.mark.parametrize("code", sorted({*Code, *OURS}))
def test_a_problem_is_a_sentence_with_its_place_in_both_languages(code):
    assert re.fullmatch(r"Group 2, way 1: [“A-Z].*\.", in_words(of(code)))
    with override("es"):
        spanish = in_words(of(code))
    assert spanish.startswith("Grupo 2, vía 1: ")
    assert not ENGLISH.search(spanish.replace("Draft of", ""))


def test_a_problems_place_is_as_short_as_possible():
    said = [
        in_words(Problem(Code.SAME_NUMBER, {}, place)).partition(": ")[0]
        for place in (Place(3, "1b", 1, 1), Place(3, "", 2, 2), Place(3, "1b"))
    ]
    assert said == ["Group 1b", "Group in place 3, way 2", "Group 1b"]
    assert in_words(Problem(Code.NO_GROUPS)) == "There is no group. Choose “Add a group”."


def test_problems_call_fields_buttons_and_pages_as_the_editor_sees_them():
    words = " ".join(map(str, [*SENTENCES.values(), *(f"“{name}”" for name in FIELDS.values())]))
    named = set(re.findall(r"“([^”%]+)”", words))
    assert {"Number", "Name in Spanish", "Edit name and dates", "Lowest age"} <= named
    pages = {
        text
        for path in FILES
        if "eligibility" in path.parts and path.name != "wording.py"
        for _, text in marked(path)
    }
    assert named - pages == set()
