"""Fold text for searching and sorting: remove accents, and convert to lower case.

The database folds what is stored (`Folded`) and Python what is searched for (`folded`), by the same
rules.
"""

import unicodedata

from django.db.models import Func, TextField

_ACCENTS = "\u0300-\u036f"  # Unicode's combining diacritical marks
_MOST = 340  # characters, so that an index entry holds them; a ligature may unfold into many
_LETTERS = ("øłđħŧıðþ", "oldhtidt")  # letters that Unicode does not decompose


class Folded(Func):
    """A database expression: several text columns, joined by a space and folded."""

    template = (
        "left(translate(lower(regexp_replace(normalize(%(expressions)s, NFKD), "
        f"'[{_ACCENTS}]', '', 'g')), '{_LETTERS[0]}', '{_LETTERS[1]}'), {_MOST})"
    )
    arg_joiner = " || ' ' || "
    output_field = TextField()


def folded(text: str) -> str:
    """Return text folded by the rules of `Folded`."""
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text)
        if not "\u0300" <= letter <= "\u036f"
    )
    return plain.lower().translate(str.maketrans(*_LETTERS))
