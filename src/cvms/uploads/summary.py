"""An organization's files on its points of contact's home page."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Count
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cvms.organizations import summary
from cvms.organizations.models import Organization

from .models import Rejection, Upload
from .standing import add_standings

SHOWN = 5


def files(request: HttpRequest, organization: Organization) -> summary.RoomSummary:  # noqa: ARG001
    """Return the last files with their standing, and the links to what waits for a person."""
    files = list(Upload.objects.of(organization).files().order_by("-id")[:SHOWN])
    if not files:
        first = summary.ToDo(_("Upload your first list."), reverse("uploads:start"))
        return summary.RoomSummary([first])
    add_standings(files)
    waiting = [*_undecided(organization), *_to_correct(organization)]
    return summary.RoomSummary(
        waiting, summary.Section("uploads/_last_uploads.html", {"uploads": files})
    )


def _undecided(organization: Organization) -> list[summary.ToDo]:
    previews = Upload.objects.filter(organization=organization, state=Upload.State.PREVIEW)
    words = _("%(file)s: review it, then create the records.")
    return [
        summary.ToDo(words % {"file": file.filename}, _address(file.pk))
        for file in previews.order_by("-id")[:SHOWN]
    ]


def _to_correct(organization: Organization) -> list[summary.ToDo]:
    numbers = (
        Rejection.objects.to_correct()
        .filter(upload__organization=organization)
        .annotate(
            file=Coalesce("upload__corrects", "upload"),
            name=Coalesce("upload__corrects__filename", "upload__filename"),
        )
        .values_list("file", "name")
        .annotate(records=Count("pk"))
        .order_by("-file")[:SHOWN]
    )
    return [_record_words(pk, name, records) for pk, name, records in numbers]


def _record_words(file: int, name: str, records: int) -> summary.ToDo:
    words = ngettext(
        "%(file)s: %(number)s record to correct.",
        "%(file)s: %(number)s records to correct.",
        records,
    )
    return summary.ToDo(words % {"file": name, "number": intcomma(records)}, _address(file))


def _address(file: int) -> str:
    return reverse("uploads:detail", args=[file])


def register() -> None:
    """Add files to the summary of an organization's home page."""
    summary.register("uploads", files, todo_order=10, section_order=20)
