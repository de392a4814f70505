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
from .undelivered import reasons_of, still_tried_of
from .wanted import Wanted


def people(request: HttpRequest, organization: Organization) -> summary.Part | None:  # noqa: ARG001
    """How many people are at each stage, why mail did not reach some, and the next reminders."""
    totals = totals_of(Wanted(organization))
    if not any(total.people for total in totals):
        return None
    shown = {
        "totals": totals,
        "undelivered": reasons_of(organization),
        "still_tried": still_tried_of(organization),
        "next_reminder": next_reminder(organization),
    }
    return summary.Part("recipients/_summary.html", shown)


def waiting(organization: Organization) -> list[summary.Waiting]:
    """Mail that reached nobody waits for somebody to look at it."""
    people = Recipient.objects.of(organization).filter(stage=Recipient.Stage.UNDELIVERED).count()
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
    summary.register_waiting("undelivered", waiting, order=20)
    summary.register_part("people", people, order=10)
