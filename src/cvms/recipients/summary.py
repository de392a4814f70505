"""The people of an organization on the first page that its points of contact see."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import ngettext

from cvms.organizations import summary
from cvms.organizations.models import Organization

from .listing import totals_of
from .models import Recipient
from .reminders import next_reminder
from .undelivered import counts_with_reasons, reasons_of, still_tried_of
from .wanted import Wanted


def people(request: HttpRequest, organization: Organization) -> summary.Told:  # noqa: ARG001
    """How many people are at each stage, why mail did not reach some, and the next reminders."""
    counted = counts_with_reasons(organization)
    by_stage: dict[int, int] = {}
    for (stage, _why), number in counted.items():
        by_stage[stage] = by_stage.get(stage, 0) + number
    if not by_stage:
        return summary.Told()
    shown = {
        "totals": totals_of(Wanted(organization), by_stage),
        "undelivered": reasons_of(counted),
        "still_tried": still_tried_of(organization, counted),
        "next_reminder": next_reminder(organization),
    }
    undelivered = by_stage.get(Recipient.Stage.UNDELIVERED, 0)
    return summary.Told(_waiting(undelivered), summary.Part("recipients/_summary.html", shown))


def _waiting(people: int) -> list[summary.Waiting]:
    """Mail that reached nobody waits for somebody to look at it."""
    if not people:
        return []
    words = ngettext(
        "Mail did not reach %(number)s person. See why, and what you can do.",
        "Mail did not reach %(number)s people. See why, and what you can do.",
        people,
    )
    url = f"{reverse('uploads:start')}?stage=undelivered#loaded"
    return [summary.Waiting(words % {"number": intcomma(people)}, url)]


def register() -> None:
    summary.register("people", people, waits=20, stands=10)
