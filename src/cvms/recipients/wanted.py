"""Which of an organization's people a list asks for, and in which order: its query string."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cvms.organizations.models import Organization

from .models import Recipient, RecipientQuerySet

SEARCHED = "searched"
_SEARCH = "loaded_search"
Stage = Recipient.Stage
SORTS = {  # what the column of each heading is ordered by, and where words are then searched
    "first_name": (("by_first",), "by_first"),
    "last_name": (("by_last",), "by_last"),
    "email": (("email_key",), "by_first"),
    "stage": (("stage", "by_first"), "by_first"),
}
HERE = tuple(stage for stage in Stage if stage != Stage.GONE)
FILTERS: dict[str, tuple[str | Promise, tuple[Stage, ...]]] = {  # each a run of adjacent stages
    "": (_("All"), HERE),
    "unregistered": (_("Not registered yet"), Recipient.UNREGISTERED),
    **{stage.name.lower(): (stage.label, (stage,)) for stage in Stage},
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The people that a list asks for; invalid choices are left out."""

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

    def people(self) -> RecipientQuerySet:
        """Return the people that filter and words find, in no order."""
        return self._of_stage().search(self.search)

    def in_order(self) -> RecipientQuerySet:
        """The same, sorted, and searched where the sorted index has the words."""
        columns, within = SORTS[self.sort.removeprefix("-")]
        down = "-" if self.sort.startswith("-") else ""
        found = self._of_stage().search(self.search, within=within)
        return found.order_by(*(f"{down}{column}" for column in columns))

    def _of_stage(self) -> RecipientQuerySet:
        """As a range, which leaves an index that begins with the stage in order."""
        return self.everybody().filter(stage__gte=self.stages[0], stage__lte=self.stages[-1])


def wanted(request: HttpRequest, organization: Organization) -> Wanted:
    """Read the query string. A first visit, or one from an upload, shows everybody."""
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
    """Keep the search in the session: a person's name must not be in a URL."""
    request.session[_SEARCH] = " ".join(words.replace("\x00", "").split())[:100]


def query_with(query: QueryDict, **changed: str) -> str:
    """Return the query string with these changed ("" leaves one out), from the first page on."""
    asked = query.copy()
    for name in ("page", "volume"):
        asked.pop(name, None)
    for name, value in changed.items():
        asked.pop(name, None)
        if value:
            asked[name] = value
    return f"?{asked.urlencode()}"
