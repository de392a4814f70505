"""Text as it is searched and sorted: without accents, and in lower case.

The database folds what is stored and this module what is searched for, by the same rules.
"""

import unicodedata

from django.db.models import Func, TextField

_ACCENTS = "\u0300-\u036f"  # Unicode's combining diacritical marks
_MOST = 340  # characters: an index entry holds no more, and a ligature may unfold into many
_LETTERS = ("øłđħŧıðþ", "oldhtidt")  # letters of their own, which no accent is taken from


class Folded(Func):
    """Several text columns, joined by a blank and folded."""

    template = (
        "left(translate(lower(regexp_replace(normalize(%(expressions)s, NFKD), "
        f"'[{_ACCENTS}]', '', 'g')), '{_LETTERS[0]}', '{_LETTERS[1]}'), {_MOST})"
    )
    arg_joiner = " || ' ' || "
    output_field = TextField()


def folded(text: str) -> str:
    """Fold words that somebody searches for."""
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text)
        if not "\u0300" <= letter <= "\u036f"
    )
    return plain.lower().translate(str.maketrans(*_LETTERS))
