"""The table of loaded recipients: searched, sorted, a page at a time."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models.functions import Lower
from django.http import HttpRequest

from cvms.organizations.models import Organization

from .invitations import add_states
from .models import Recipient

PER_PAGE = 25
SEARCHED = "searched"
_SEARCH = "loaded_search"
SORTS = {
    "first_name": Lower("first_name"),
    "last_name": Lower("last_name"),
    "email": "email_key",
}


@dataclass(frozen=True, slots=True)
class Listing:
    """What the table shows; `total` is of all loaded, whatever is searched for.

    `again` is the query string with which a search keeps the order.
    """

    page: Page
    total: int
    search: str
    again: str


def listing(request: HttpRequest, organization: Organization) -> Listing:
    """The page that the query string asks for; what it asks for wrongly is left out.

    It says too whether a search stands: who comes in afresh, or from an upload, sees everybody.
    """
    loaded = Recipient.objects.filter(organization=organization)
    search: str = request.session.get(_SEARCH, "") if SEARCHED in request.GET else ""
    found = loaded.search(search).order_by(*_order(request.GET.get("sort", "")))
    page = Paginator(found.select_related("user"), PER_PAGE).get_page(request.GET.get("page"))
    add_states(page.object_list)
    total = loaded.count() if search else page.paginator.count
    return Listing(page, total, search, _again(request))


def remember_search(request: HttpRequest, words: str) -> None:
    """Keep what is searched for in the session: a person's name must not stand in an address."""
    request.session[_SEARCH] = " ".join(words.replace("\x00", "").split())[:100]


def _again(request: HttpRequest) -> str:
    query = request.GET.copy()
    query[SEARCHED] = "1"
    query.pop("page", None)
    return f"?{query.urlencode()}"


def _order(sort: str) -> list[object]:
    expression = SORTS.get(sort.removeprefix("-"), SORTS["first_name"])
    if isinstance(expression, str):
        return [f"-{expression}" if sort.startswith("-") else expression, "id"]
    if sort.startswith("-"):
        return [expression.desc(), "-id"]
    return [expression.asc(), "id"]
