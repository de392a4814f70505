"""The bulk actions (errands) of an organization, as its pages show them."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from cvms.organizations.models import Organization

from .actions.errands import AT_ONCE, SHOWN_FOR
from .models import Errand


@dataclass(frozen=True, slots=True)
class Errands:
    """The errands that a worker does or has done, the newest first."""

    shown: list[Errand]

    @property
    def under_way(self) -> list[Errand]:
        return [errand for errand in self.shown if not errand.finished_at]

    @property
    def writing(self) -> bool:
        """Return whether emails that were asked for are still being prepared."""
        return any(errand.kind == Errand.Kind.SEND_AGAIN for errand in self.under_way)


def errands_of(organization: Organization) -> Errands:
    """Return what a worker does for the organization, or has done in the last day."""
    shown = Q(finished_at=None) | Q(finished_at__gt=timezone.now() - SHOWN_FOR)
    many = Errand.objects.filter(shown, organization=organization, asked__gt=AT_ONCE)
    return Errands(list(many.select_related("asked_by").defer("people").order_by("-id")))
