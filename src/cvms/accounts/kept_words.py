"""Give back what a person typed into a form that arrived after their session had ended.

The response shows it, to be copied. It is stored nowhere: the next person to sign in on this device
may be somebody else.
"""

import re

from django.http import HttpRequest

NEVER_KEPT = ("csrfmiddlewaretoken", "password", "confirm", "current", "code", "credential")
_MOST = 50  # fields
_LONGEST = 4000  # characters of one field
_MACHINES = re.compile(r"[\w:.~/+=-]*")  # a single word: a number, a key, a choice from a list


def words_typed(request: HttpRequest) -> list[str]:
    """Return texts of several words in the form's order; none if the form had a password."""
    if any(name in request.POST for name in NEVER_KEPT[1:]):
        return []
    values = (value.strip() for name in request.POST for value in request.POST.getlist(name))
    typed = [value[:_LONGEST] for value in values if not _MACHINES.fullmatch(value)]
    return list(dict.fromkeys(typed))[:_MOST]
