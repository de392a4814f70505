"""The URLs of the list of loaded recipients: each filter, search and sort of 100,000 people.

They are asked for as the page's links and its search do: the list alone, without the page around.
"""

from itertools import product

LIST = "/organization/bulk-registration/"
PART = {"HX-Request": "true", "HX-Target": "loaded"}
_FILTERS = (
    "", "unregistered", "waiting", "sent", "undelivered", "account", "registered", "gone",
)  # fmt: skip
_SORTS = ("first_name", "-first_name", "last_name", "-last_name", "email", "-email", "stage",
          "-stage")  # fmt: skip
_WORDS = ("last", "jose 123", "person1999980@people", "nobody at all")  # all, some, one, none


def _page(words: str, stage: str, sort: str, more: str = "") -> tuple[str, tuple[str, str]]:
    query = f"stage={stage}&sort={sort}{'&searched=1' if words else ''}{more}"
    name = " ".join(filter(None, ("list", stage or "all", sort, words and f"“{words}”", more)))
    return name, (f"largest {words}".strip(), f"{LIST}?{query}")


PAGES = dict(
    [
        *(_page("", stage, sort) for stage, sort in product(_FILTERS, _SORTS)),
        *(_page(words, "", sort) for words, sort in product(_WORDS, _SORTS)),
        *(_page(words, stage, "first_name") for words, stage in product(_WORDS, _FILTERS[1:])),
        *(_page("", "", sort, "&page=4000") for sort in _SORTS),
        *(_page("", stage, "stage", "&page=500") for stage in ("unregistered", "sent")),
        _page("", "", "first_name", "&upload={upload}"),
        _page("jose 123", "sent", "-last_name", "&upload={upload}"),
    ]
)
