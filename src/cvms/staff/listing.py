"""The table of organizations: filtered, searched, sorted, one page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cvms.accounts.permissions import Role
from cvms.accounts.requests import SignedIn
from cvms.jurisdiction.counties import counties
from cvms.organizations.models import Organization, OrganizationQuerySet

from .models import StageCount

PER_PAGE = 25
_WORDS = "organizations_search"
SORTS: dict[str, F | Lower] = {
    "name": Lower("name"),
    "invited": F("invited_at"),
    "people": F("people"),
}
DEFAULT_SORT = "-invited"
UNANSWERED, DEACTIVATED = "unanswered", "deactivated"
WHERE = [
    ("", _("All active")),
    *Organization.Step.choices,
    (UNANSWERED, _("Invitation not answered in time")),
    (DEACTIVATED, _("Deactivated")),
]


class FilterForm(forms.Form):
    """The filter of the table; invalid values count as empty."""

    words = forms.CharField(label=_("Name or point of contact"), required=False, max_length=100)
    where = forms.ChoiceField(label=_("State"), required=False, choices=WHERE)
    county = forms.ChoiceField(
        label=_("County"),
        required=False,
        choices=lambda: [("", pgettext_lazy("county", "All")), *counties().items()],
    )
    by = forms.ChoiceField(
        label=_("Invited by"),
        required=False,
        choices=[
            ("", _("All")),
            (Role.STATE_STAFF, _("State staff")),
            (Role.LOCATION_MANAGER, _("Location managers")),
        ],
    )

    def __init__(self, data: Mapping[str, str]) -> None:
        cleaned = {name: data.get(name, "").replace("\x00", "")[:100] for name in self.base_fields}
        super().__init__(cleaned)
        if not self.is_valid():
            super().__init__(cleaned | dict.fromkeys(self.errors, ""))
            self.is_valid()


@dataclass(frozen=True, slots=True)
class Listing:
    """What the page shows; `filtered` is whether any filter is set."""

    form: FilterForm
    page: Page[Organization]
    filtered: bool

    @property
    def unanswered(self) -> bool:
        """Return whether the only filter is organizations that have not answered in time."""
        asked = {name: value for name, value in self.form.cleaned_data.items() if value}
        return asked == {"where": UNANSWERED}


def remember(request: HttpRequest) -> str:
    """Store the search words of a posted filter in the session; return the rest as a query string.

    The words may be a person's name, which must not be in a URL.
    """
    asked = FilterForm(request.POST).cleaned_data
    request.session[_WORDS] = asked.pop("words")
    return urlencode({name: value for name, value in asked.items() if value})


def listing(request: SignedIn) -> Listing:
    """Return the requested page of organizations."""
    query = request.GET
    form = FilterForm(query.dict() | {"words": request.session.get(_WORDS, "")})
    asked = form.cleaned_data
    found = _filtered(Organization.objects.seen_by(request.user), asked)
    page = Paginator(_sorted(found, query.get("sort", "")), PER_PAGE)
    return Listing(form, page.get_page(query.get("page")), any(asked.values()))


def _filtered(found: OrganizationQuerySet, asked: dict[str, str]) -> OrganizationQuerySet:
    where = asked["where"]
    if where == UNANSWERED:
        found = found.unanswered_since(unanswered_before())
    else:
        found = found.filter(deactivated_at__isnull=where != DEACTIVATED)
    if where in Organization.Step.values:
        found = found.filter(step=where)
    if asked["county"]:
        found = found.filter(county=asked["county"])
    if asked["by"]:
        found = found.filter(invited_by__roles__contains=[asked["by"]])
    return found.search(asked["words"])


def unanswered_before() -> datetime:
    """Return the time before which invitations should have been answered."""
    return timezone.now() - timedelta(days=settings.ANSWER_DAYS)


def _sorted(found: QuerySet[Any], sort: str) -> QuerySet[Any]:
    loaded = StageCount.objects.filter(organization=OuterRef("pk"), stage="loaded")
    found = found.annotate(people=Subquery(loaded.values("people")[:1]))
    if sort.removeprefix("-") not in SORTS:
        sort = DEFAULT_SORT
    key, down = SORTS[sort.removeprefix("-")], sort.startswith("-")
    order = key.desc(nulls_last=True) if down else key.asc(nulls_first=True)
    found = found.order_by(order, "-id" if down else "id")
    return found.select_related("invited_by").prefetch_related("points_of_contact__user")
