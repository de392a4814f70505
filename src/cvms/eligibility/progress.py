"""How far everyone has been decided again, for staff who stay on the page."""

from dataclasses import dataclass

from .models import Case, Redecision, RuleSetVersion


@dataclass(frozen=True, slots=True)
class Progress:
    """Numbers of registered people; `redecision` is None if none was needed."""

    total: int
    decided: int
    redecision: Redecision | None

    @property
    def running(self) -> bool:
        """Return whether it is not finished, or people are left to decide."""
        begun = self.redecision is not None and self.redecision.finished_at is None
        return begun or self.decided < self.total


def progress_of(rule_set: RuleSetVersion) -> Progress:
    """Return the progress of the rules in force."""
    return Progress(
        total=Case.objects.count(),
        decided=Case.objects.filter(rule_set=rule_set).count(),
        redecision=Redecision.objects.filter(rule_set=rule_set).first(),
    )
