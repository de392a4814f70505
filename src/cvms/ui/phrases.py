"""What rooms without Django say in English, and what is kept in English, for who reads another."""

import re
from collections.abc import Collection, Iterable

from django.utils.translation import gettext

_BLANK = re.compile(r"\{(\w+)[^}]*\}")  # {row}, {count:,}
_BETWEEN_SENTENCES = re.compile(r"(?<=\.) ")


def message_id(template: str) -> str:
    """As the catalogues have a template: its numbers are written already when they come there."""
    return _BLANK.sub(r"{\1}", template)


def _pattern(template: str) -> re.Pattern[str]:
    words = _BLANK.split(template)  # a text, the name of a blank, a text, ...
    parts = [f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(words)]
    return re.compile("".join(parts), re.DOTALL)


class Phrases:
    """Translates a finished sentence by finding the one of `templates` that it was made from.

    `within` names the blanks that hold phrases themselves; what fills the others stays as it is.
    A sentence that is not known is tried sentence by sentence, and stays English at the worst.
    """

    def __init__(self, templates: Iterable[str], within: Collection[str] = ()) -> None:
        self._templates = [(_pattern(one), message_id(one)) for one in templates]
        self._within = within

    def __call__(self, words: str) -> str:
        return self._known(words) or " ".join(
            self._known(sentence) or sentence for sentence in _BETWEEN_SENTENCES.split(words)
        )

    def _known(self, words: str) -> str:
        if not words or gettext(words) != words:
            return words and gettext(words)  # the translation of nothing is the catalogue's head
        for pattern, template in self._templates:
            if found := pattern.fullmatch(words):
                filled = found.groupdict() | {
                    name: self(found[name]) for name in self._within if name in found.groupdict()
                }
                return gettext(template).format(**filled)
        return ""
