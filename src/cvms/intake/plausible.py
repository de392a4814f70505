"""Count the words of a text that show that it was decoded wrongly.

A wrong encoding puts symbols between letters, capitals after small letters, and rows of accented
letters in place of Cyrillic ones. Only words with characters beyond ASCII count; the rest is the
same in every encoding that spreadsheets write.
"""

import re

_SMALL = "a-z\xdf-\xf6\xf8-\xff\u0101\u0103\u0105\u0107\u010d\u010f\u0111\u0113\u0119\u011b\u011f"
_ACCENTED_CAPITAL = "".join(char for char in map(chr, range(0xC0, 0x180)) if char.isupper())
# Symbols that some encodings have where others have letters; not the apostrophes, hyphens and
# ordinals of names, nor the marks that people write around a name.
SYMBOLS = (
    "\x80-\xa9\xab-\xb3\xb5\xb6\xb8\xb9\xbb-\xbf\xd7\xf7\u0192\u02c6\u02d8-\u02dd\u201a\u201e\u2020-\u2022"
    "\u2026\u2030\u2039\u203a\u2044\u20ac\u2100-\u2129\u212c-\u214f\u2190-\u22ff\u2300-\u23ff\u2500-\u25ff\ue000-\uf8ff"
    "\ufb00-\ufb06\ufffd"
)
_between_words = re.compile(r"[\s,;|\"@<>()\[\]{}]+").split
_LONGEST = 100  # letters of a word that are examined: no name is longer
_strong = re.compile(
    rf"[^\W\d_][{SYMBOLS}]|[{SYMBOLS}][^\W\d_]"  # a symbol beside a letter
    rf"|[{SYMBOLS}]{{2}}"  # a Chinese character of two bytes
    rf"|[{_SMALL}][{_ACCENTED_CAPITAL}]"  # JosŽ
    "|[\u2500-\u25ff\ue000-\uf8ff\ufffd]"  # characters that no word has
    r"|[^\W\d_][\u2013\u2014](?=[a-z])"  # a dash in place of Spanish ñ
    "|[\xc0-\xd6\xd8-\xf6\xf8-\xff]{3}"  # Ivanov in Windows-1251, read as Windows-1252
    "|(?<![^\\W\\d_])[\xc0-\xd6\xd8-\xf6\xf8-\xff]{2,}(?![^\\W\\d_])"  # and a word of these alone
    "|[\xc3\xc4\xc5][\u0160\u0161\u0152\u0153\u017d\u017e\u0178\xaa\xba\xb5]"  # UTF-8 twice
).search
_weak = re.compile(
    "\xf1(?![aeiou\xe1\xe9\xed\xf3\xfay\\W]|\\Z)"  # Kamiñski
    "|[\xf8\xe6][^\\W\\d_]*[\xe1\xed\xec\u0161\u017e]"  # Dvoøák
    "|[\xe1\xed\xec\u0161\u017e][^\\W\\d_]*[\xf8\xe6]"
    "|\\A\xc8[b-df-hj-np-tv-z]|\xec(?=[a-z])|\xf9(?=[a-z])|\xf2(?=[a-z])"  # Èerný
    "|[a-z]\u2019[b-df-hj-np-rt-z]"  # an apostrophe in place of Spanish í
    "|[\xde\xf0\xfe]"  # Turkish \u015e, \u011f, \u015f, read as Icelandic
    "|(?<![^\\W\\d_])[\xc0-\u017f]{3,}(?![^\\W\\d_])"  # Hebrew, read as Polish
).search

Score = tuple[int, int]  # the numbers of words that are surely and perhaps wrong


def doubts(text: str) -> Score:
    """Count the words that look wrongly decoded, surely and perhaps; (0, 0) means no doubt."""
    strong = weak = 0
    for word in words(text):
        if _strong(word):
            strong += 1
        elif _weak(word):
            weak += 1
    return strong, weak


def words(text: str) -> list[str]:
    """Return the words with characters beyond ASCII, each cut to the length of a long name."""
    if text.isascii():
        return []
    lines = (line for line in text.splitlines() if not line.isascii())
    found = (word for line in lines for word in _between_words(line))
    return [word[:_LONGEST] for word in found if not word.isascii()]
