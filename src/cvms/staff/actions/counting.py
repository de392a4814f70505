"""Count people by stage and mail by state in the background, so that no page has to.

Everything is counted each time, in one transaction: a page sees either the old or the new counts,
and a run that is killed leaves the old ones. See docs/adr for the measurement.
"""

import time
from contextlib import suppress

from django.db import transaction
from django.db.models import Count as Number
from django.db.models import Func
from django.db.models.functions import TruncDate
from django.utils import timezone
from procrastinate.exceptions import AlreadyEnqueued

from cvms.eligibility.models import Case
from cvms.jobs.deferring import defer
from cvms.mail.models import Message
from cvms.recipients.funnel import Stage, stages
from cvms.registration.models import Registration

from ..models import Breakdown, Count, MailCount, StageCount, StageDay

Dimension = Breakdown.Dimension
REASONS = 20  # the most frequent reasons of failure are counted separately, the rest together


def ask_for_recount() -> None:
    """Queue a count now; repeated calls queue one job."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        defer("staff.count", timestamp=int(timezone.now().timestamp()))


def recount() -> None:
    """Count everything; idempotent."""
    started = time.monotonic()
    with transaction.atomic():
        for model in (Count, StageCount, StageDay, MailCount, Breakdown):
            model.objects.all().delete()
        for stage in stages():
            _count_people(stage)
        _count_mail()
        _count_breakdowns()
        Count.objects.create(pk=1, finished_at=timezone.now(), seconds=time.monotonic() - started)


def _count_people(stage: Stage) -> None:
    by_organization = stage.reached().order_by().values_list("organization").annotate(Number("pk"))
    StageCount.objects.bulk_create(
        StageCount(stage=stage.name, organization_id=organization, people=people)
        for organization, people in by_organization
    )
    if stage.at:
        by_day = stage.reached().order_by().values_list(TruncDate(stage.at)).annotate(Number("pk"))
        StageDay.objects.bulk_create(
            StageDay(stage=stage.name, day=day, people=people) for day, people in by_day if day
        )


def _count_breakdowns() -> None:
    """Count registered people by value; a person with several races counts for each."""
    registered = Registration.objects.order_by()
    cases = Case.objects.order_by()
    by_race = registered.annotate(race=Func("races", function="unnest")).values_list("race")
    counts = {
        Dimension.GROUP: cases.values_list("group"),
        Dimension.RACE: by_race,
        Dimension.ETHNICITY: registered.values_list("ethnicity"),
        Dimension.LANGUAGE: registered.values_list("language"),
        Dimension.ORGANIZATION: registered.values_list("recipient__organization"),
        Dimension.COUNTY: registered.values_list("county"),
    }
    Breakdown.objects.bulk_create(
        Breakdown(dimension=dimension, value=str(value or ""), people=people)
        for dimension, found in counts.items()
        for value, people in found.annotate(Number("pk"))
    )


def _count_mail() -> None:
    delivered = Message.objects.exclude(state=Message.State.FAILED).order_by()
    MailCount.objects.bulk_create(
        MailCount(kind=kind, state=state, messages=messages)
        for kind, state, messages in delivered.values_list("kind", "state").annotate(Number("pk"))
    )
    failed = Message.objects.failed().values_list("kind", "reason").annotate(number=Number("pk"))
    counts: dict[tuple[str, str], int] = {}
    for place, (kind, reason, messages) in enumerate(failed.order_by("-number", "kind", "reason")):
        key = (kind, reason if place < REASONS else "")
        counts[key] = counts.get(key, 0) + messages
    MailCount.objects.bulk_create(
        MailCount(kind=kind, state=Message.State.FAILED, reason=reason, messages=messages)
        for (kind, reason), messages in counts.items()
    )
