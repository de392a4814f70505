"""What somebody typed into a form that reached us after their session had ended.

It is given back on the page that answers, to be copied, and kept nowhere: whoever signs in next on
this device may be somebody else.
"""

import re

from django.http import HttpRequest

NEVER_KEPT = ("csrfmiddlewaretoken", "password", "confirm", "current", "code", "credential")
_MOST = 50  # fields
_LONGEST = 4000  # characters of one
_MACHINES = re.compile(r"[\w:.~/+=-]*")  # one word: a number, a key, a choice of a list


def words_typed(request: HttpRequest) -> list[str]:
    """Return the texts of several words, in the order of the form; none where it had a password."""
    if any(name in request.POST for name in NEVER_KEPT[1:]):
        return []
    values = (value.strip() for name in request.POST for value in request.POST.getlist(name))
    typed = [value[:_LONGEST] for value in values if not _MACHINES.fullmatch(value)]
    return list(dict.fromkeys(typed))[:_MOST]
