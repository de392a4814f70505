"""What an organization has asked for about many people, as its pages tell it."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from cvms.organizations.models import Organization

from .actions.errands import AT_ONCE, TOLD
from .models import Errand


@dataclass(frozen=True, slots=True)
class Errands:
    """The errands that a worker has or had; the newest first."""

    told: list[Errand]

    @property
    def under_way(self) -> list[Errand]:
        return [errand for errand in self.told if not errand.finished_at]

    @property
    def writing(self) -> bool:
        """Return whether emails that were asked for are still being prepared."""
        return any(errand.kind == Errand.Kind.SEND_AGAIN for errand in self.under_way)


def errands_of(organization: Organization) -> Errands:
    """Return what a worker does for the organization, or has done in the last day."""
    told = Q(finished_at=None) | Q(finished_at__gt=timezone.now() - TOLD)
    many = Errand.objects.filter(told, organization=organization, asked__gt=AT_ONCE)
    return Errands(list(many.select_related("asked_by").defer("people").order_by("-id")))
