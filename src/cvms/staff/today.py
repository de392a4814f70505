"""Today's figures, for the home page of the console."""

from django.utils import timezone
from django.utils.translation import gettext as _

from cvms.helpdesk.models import HelpRequest
from cvms.organizations.models import Organization
from cvms.recipients.funnel import stages

from .models import StageDay


def today() -> list[tuple[str, int]]:
    """Return what has happened since midnight, as labels and numbers.

    People are as last counted; organizations and requests are counted now, from an index.
    """
    day = timezone.localdate()
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    people = dict(StageDay.objects.filter(day=day).values_list("stage", "people"))
    figures = [(str(stage.label), people.get(stage.name, 0)) for stage in stages() if stage.at]
    invited = Organization.objects.filter(invited_at__gte=midnight).count()
    waiting = [HelpRequest.State.NEW, HelpRequest.State.OPEN]
    return [
        *figures,
        (_("Organizations invited"), invited),
        (_("Requests waiting"), HelpRequest.objects.filter(state__in=waiting).count()),
    ]
