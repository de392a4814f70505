"""An organization's people on its points of contact's home page."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import ngettext

from cvms.organizations import summary
from cvms.organizations.models import Organization

from .listing import totals_of
from .models import Recipient
from .reminders import next_reminder
from .tally import stages_of, tally_of
from .undelivered import reasons_of, still_tried_of
from .wanted import Wanted


def people(request: HttpRequest, organization: Organization) -> summary.RoomSummary:  # noqa: ARG001
    """Return how many people are at each stage, why mail did not arrive, and the next reminders."""
    counted = tally_of(organization)
    by_stage = stages_of(counted)
    if not by_stage:
        return summary.RoomSummary()
    shown = {
        "totals": totals_of(Wanted(organization), by_stage),
        "undelivered": reasons_of(counted),
        "still_tried": still_tried_of(organization, counted),
        "next_reminder": next_reminder(organization),
    }
    undelivered = by_stage.get(Recipient.Stage.UNDELIVERED, 0)
    return summary.RoomSummary(
        _waiting(undelivered), summary.Section("recipients/_summary.html", shown)
    )


def _waiting(people: int) -> list[summary.ToDo]:
    """Return the to-do about mail that did not reach people, if there is any."""
    if not people:
        return []
    words = ngettext(
        "Mail did not reach %(number)s person. See why, and what you can do.",
        "Mail did not reach %(number)s people. See why, and what you can do.",
        people,
    )
    url = f"{reverse('uploads:start')}?stage=undelivered#loaded"
    return [summary.ToDo(words % {"number": intcomma(people)}, url)]


def register() -> None:
    """Add people to the summary of an organization's home page."""
    summary.register("people", people, todo_order=20, section_order=10)
