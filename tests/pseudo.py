"""Made-up languages, from the English: one runs from right to left, one is longer.

A page that has room for them has room for a language that somebody will bring.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from gettext import NullTranslations

from django.utils.translation import trans_real

HELD = re.compile(r"%\([^)]*\)[a-z]|%[a-z%]|\{[^}]*\}|<[^>]+>|&\w+;|https?://\S+")  # stays as it is
HEBREW = str.maketrans("abcdefghijklmnopqrstuvwxyz", "אבגדהוזחטיכלמנסעפצקרשתאבגד")
LONGER = 1.4  # German beside English
CONTEXT = "\x04"  # gettext's own


def longer(text: str) -> str:
    """The words with 40 percent more letters."""
    missing = round(len(text) * (LONGER - 1))
    words = re.split(r"(\W+)", text)
    plain = [at for at, word in enumerate(words) if word.isalpha()]
    for turn in range(missing if plain else 0):
        at = plain[turn % len(plain)]
        words[at] += words[at][-1]
    return "".join(words)


def from_the_right(text: str) -> str:
    """The words in letters that run from right to left."""
    return text.lower().translate(HEBREW)


# By the codes of languages that Django knows, so that it takes them for some.
WRITTEN: dict[str, Callable[[str], str]] = {"de": longer, "he": from_the_right}


class _Made(NullTranslations):
    """A catalogue in which no sentence is missing."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code
        self._write = WRITTEN[code]

    def to_language(self) -> str:
        return self._code

    def gettext(self, message: str) -> str:
        words = message.rpartition(CONTEXT)[2]
        held = [*HELD.findall(words), ""]
        parts = [self._write(part) for part in HELD.split(words)]
        return "".join(part + kept for part, kept in zip(parts, held, strict=True))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@contextmanager
def spoken(settings: object) -> Iterator[None]:
    """The site is offered in them too, meanwhile."""
    kept = {code: trans_real._translations.get(code) for code in WRITTEN}
    settings.LANGUAGES = [*settings.LANGUAGES, *((code, code) for code in WRITTEN)]
    trans_real._translations.update({code: _Made(code) for code in WRITTEN})
    yield
    for code, translation in kept.items():
        trans_real._translations.pop(code)
        if translation:
            trans_real._translations[code] = translation
