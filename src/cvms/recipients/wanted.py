"""Read from the query string which of an organization's people a list shows, in which order."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cvms.organizations.models import Organization

from .invitations import counts
from .models import Recipient, RecipientQuerySet
from .tally import stages_of, tally_of

SEARCHED = "searched"
_SEARCH = "loaded_search"
Stage = Recipient.Stage
SORTS = {  # by heading: the columns to order by, and the column to search in that order
    "first_name": (("by_first",), "by_first"),
    "last_name": (("by_last",), "by_last"),
    "email": (("email_key",), "by_first"),
    "stage": (("stage", "by_first"), "by_first"),
}
HERE = tuple(stage for stage in Stage if stage != Stage.GONE)
FILTERS: dict[str, tuple[str | Promise, tuple[Stage, ...]]] = {  # adjacent stages only
    "": (_("All"), HERE),
    "unregistered": (_("Not registered yet"), Recipient.UNREGISTERED),
    **{stage.name.lower(): (stage.label, (stage,)) for stage in Stage},
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which people a list shows; invalid choices are ignored."""

    organization: Organization
    search: str = ""
    stage: str = ""
    upload: int | None = None
    sort: str = "first_name"

    @property
    def stages(self) -> tuple[Stage, ...]:
        return FILTERS[self.stage][1]

    def everybody(self) -> RecipientQuerySet:
        """Return the organization's people, or those of one upload and its corrections."""
        if self.upload is None:
            return Recipient.objects.of(self.organization)
        file = Q(pk=self.upload) | Q(corrects=self.upload)
        return Recipient.objects.filter(upload__in=self.organization.uploads.filter(file))

    def by_stage(self) -> dict[int, int]:
        """Return how many of everybody are at each stage."""
        if self.upload is None:
            return stages_of(tally_of(self.organization))
        return counts(self.everybody())

    def people(self) -> RecipientQuerySet:
        """Return the people that match the filter and the search, unordered."""
        return self._of_stage().search(self.search)

    def in_order(self) -> RecipientQuerySet:
        """Return the same people sorted; search the column that the sorted index contains."""
        columns, within = SORTS[self.sort.removeprefix("-")]
        down = "-" if self.sort.startswith("-") else ""
        found = self._of_stage().search(self.search, within=within)
        return found.order_by(*(f"{down}{column}" for column in columns))

    def _of_stage(self) -> RecipientQuerySet:
        """Filter by a range of stages, so that an index that begins with the stage keeps order.

        Each bound is compared with 100,000 people in a search, so it is left out if all meet it.
        """
        people = self.everybody()
        if self.stages[0] > min(Stage):
            people = people.filter(stage__gte=self.stages[0])
        if self.stages[-1] < max(Stage):
            people = people.filter(stage__lte=self.stages[-1])
        return people


def wanted(request: HttpRequest, organization: Organization) -> Wanted:
    """Read a request's query string. A first visit, or one from an upload, shows everybody."""
    query = request.GET
    stage, sort, upload = (query.get(name, "") for name in ("stage", "sort", "upload"))
    return Wanted(
        organization,
        request.session.get(_SEARCH, "") if SEARCHED in query else "",
        stage if stage in FILTERS else "",
        int(upload) if upload.isascii() and upload.isdigit() and len(upload) < 19 else None,
        sort if sort.removeprefix("-") in SORTS else "first_name",
    )


def remember_search(request: HttpRequest, words: str) -> None:
    """Store the search in the session: a person's name must not be in a URL."""
    request.session[_SEARCH] = " ".join(words.replace("\x00", "").split())[:100]


def query_with(query: QueryDict, **changed: str) -> str:
    """Return the query string with these parameters changed ("" removes one), at page 1."""
    asked = query.copy()
    for name in ("page", "volume"):
        asked.pop(name, None)
    for name, value in changed.items():
        asked.pop(name, None)
        if value:
            asked[name] = value
    return f"?{asked.urlencode()}"
