"""How many people an organization has, by stage and reason, counted as they change (ADR 20)."""

from collections.abc import Mapping

from django.db.models import Sum

from cvms.organizations.models import Organization

from .models import Tally

Counts = Mapping[tuple[int, str], int]  # people by stage, and by why no letter arrived


def tally_of(organization: Organization) -> Counts:
    """Count the organization's people by stage and reason."""
    changes = Tally.objects.filter(organization=organization.pk).order_by()
    numbers = changes.values_list("stage", "why").annotate(number=Sum("people"))
    return {(stage, why): number for stage, why, number in numbers if number}


def stages_of(counts: Counts) -> dict[int, int]:
    """Add up the reasons of each stage."""
    people: dict[int, int] = {}
    for (stage, _why), number in counts.items():
        people[stage] = people.get(stage, 0) + number
    return people
