"""Whoever reads Spanish reads all of it, with the same ages, days and names in it."""

import re

from tests.eligibility.spanish import catalogue, texts


def test_every_text_that_is_marked_is_in_the_catalogue():
    marked = texts()

    assert "Your status has changed. Sign in to see it, and what you can do now." in marked
    assert marked - set(catalogue()) == set()


def test_every_translation_keeps_the_placeholders_and_the_full_stop():
    for english, several in catalogue().items():
        for spanish in several:
            assert spanish.strip(), english
            assert spanish.endswith(".") == english.endswith("."), english
            assert sorted(re.findall(r"%\(\w+\)s", spanish)) == sorted(
                re.findall(r"%\(\w+\)s", english)
            ), english
