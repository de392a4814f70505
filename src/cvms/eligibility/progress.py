"""How far deciding everyone again is, for people who stay on the page."""

from dataclasses import dataclass

from .models import Case, Redecision, RuleSetVersion


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of registered people; `redecision` is None where there was none to do."""

    total: int
    decided: int
    redecision: Redecision | None

    @property
    def running(self) -> bool:
        """The last people are decided a moment before the whole is said to be finished."""
        begun = self.redecision is not None and self.redecision.finished_at is None
        return begun or self.decided < self.total


def progress_of(rule_set: RuleSetVersion) -> Progress:
    """Of the rules that are in force."""
    return Progress(
        total=Case.objects.count(),
        decided=Case.objects.filter(rule_set=rule_set).count(),
        redecision=Redecision.objects.filter(rule_set=rule_set).first(),
    )
