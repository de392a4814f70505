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

    `within` names the blanks that hold phrases themselves, `others` those that hold phrases of
    other templates; what fills the rest stays as it is.
    Words that are not known stay English, each sentence for itself.
    """

    def __init__(
        self, templates: Iterable[str], within: Collection[str] = (), **others: "Phrases"
    ) -> None:
        self._templates = [(_pattern(one), message_id(one)) for one in templates]
        self._within = dict.fromkeys(within, self) | others

    def __call__(self, words: str) -> str:
        sentences = _BETWEEN_SENTENCES.split(words)
        said = [self._known(sentence) for sentence in sentences]
        if all(said):  # before the whole, of which a blank could hold the next sentence
            return " ".join(said)
        return self._known(words) or " ".join(
            new or old for new, old in zip(said, sentences, strict=True)
        )

    def _known(self, words: str) -> str:
        if gettext(words) != words:
            return gettext(words)
        for pattern, template in self._templates:
            if found := pattern.fullmatch(words):
                blanks = found.groupdict()
                for name in blanks.keys() & self._within.keys():
                    blanks[name] = self._within[name](blanks[name])
                return gettext(template).format(**blanks)
        return ""
