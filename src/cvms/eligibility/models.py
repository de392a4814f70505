"""Versions of the rules, and each registered person's answers and decision."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cvms.recipients.models import Recipient
from cvms.rules.answers import Answers
from cvms.rules.checks import problems
from cvms.rules.decisions import Decision, Reason
from cvms.rules.documents import from_json, read, to_json
from cvms.rules.problems import Problem
from cvms.rules.rule_set import RuleSet
from cvms.rules.shipped import with_shipped_spanish

from .codes import as_written, new_code
from .names import name_of


class RuleSetQuerySet(models.QuerySet["RuleSetVersion"]):
    """Queries of rule set versions."""

    def published(self) -> Self:
        return self.filter(state=RuleSetVersion.State.PUBLISHED)

    def drafts(self) -> Self:
        return self.filter(state=RuleSetVersion.State.DRAFT)

    def to_come(self, on: date) -> Self:
        """Return published rules that take effect after this day."""
        return self.published().filter(effective_from__gt=on)

    def in_force(self, on: date) -> "RuleSetVersion":
        """Return the published version that took effect last; of two, the one published later.

        Raises DoesNotExist on days before the first version.
        """
        begun = self.published().filter(effective_from__lte=on)
        return begun.latest("effective_from", "published_at", "pk")


class RuleSetVersion(models.Model):
    """One version of the rules; a database trigger refuses changes to a published one."""

    class State(models.TextChoices):
        """The states of a version; `MOVES` has the allowed moves between them."""

        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    MOVES = {
        State.DRAFT: {State.PUBLISHED},
        State.PUBLISHED: {State.WITHDRAWN},  # before they take effect
        State.WITHDRAWN: set[State](),
    }

    version = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    effective_from = models.DateField()
    document = models.JSONField()  # the rules, as `rules.documents` writes them
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=1)  # of a draft: goes up with each edit
    edited_at = models.DateTimeField(default=timezone.now)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(  # null: shipped with the product
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    proposed_at = models.DateTimeField(null=True)  # a second person may publish it from then on
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    restores = models.ForeignKey(  # the earlier version that this one brings back
        "self", on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", published_at=None, withdrawn_at=None)
                | Q(state="published", published_at__isnull=False, withdrawn_at=None)
                | Q(state="withdrawn", published_at__isnull=False, withdrawn_at__isnull=False),
                name="eligibility_state_has_times",
            )
        ]

    def move_to(self, state: "RuleSetVersion.State") -> None:
        """Move to `state`; the caller saves. Raises ValueError if the move is not allowed."""
        if state not in self.MOVES[self.State(self.state)]:
            raise ValueError(f"{self.state} rules do not become {state}")
        self.state = state

    @property
    def title(self) -> str:
        """Return the name in the reader's language."""
        return name_of(self.written)

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    def may_return(self, in_force: "RuleSetVersion") -> bool:
        """Return whether these are earlier rules that can replace the rules in force."""
        begun = self.effective_from <= timezone.localdate()
        return self.is_published and begun and self.pk != in_force.pk

    @property
    def rules(self) -> RuleSet:
        """Return the rules, checked. Raises RuleSetError for a draft with problems."""
        return with_shipped_spanish(from_json(self.document))

    @property
    def written(self) -> RuleSet:
        """Return the rules as they are, in a draft with its problems."""
        return with_shipped_spanish(read(self.document))

    @property
    def problems(self) -> list[Problem]:
        """Return what makes it impossible to decide people by these rules."""
        return problems(self.written)

    def write(self, rules: RuleSet) -> None:
        """Set the document, and the columns that are copied from it."""
        self.document = to_json(rules)
        self.version, self.name = rules.version, rules.name
        self.effective_from = rules.effective_from


class CaseQuerySet(models.QuerySet["Case"]):
    """Queries of cases."""

    def due(self, rule_set: RuleSetVersion, on: date) -> Self:
        """Return cases not decided by the rules in force, or whose day of change has come."""
        return self.filter(~Q(rule_set=rule_set) | Q(next_change__lte=on))

    def with_code(self, typed: str) -> Self:
        """Return the case with a code, however the code is typed."""
        return self.filter(code=as_written(typed))


class Case(models.Model):
    """A registered person's answers and current decision.

    Nobody becomes eligible without being told: `told_eligible_at` is set with a decision that the
    person sees or gets a letter about, and cleared by a decision that is not open.
    """

    recipient = models.OneToOneField(
        Recipient, on_delete=models.CASCADE, related_name="eligibility"
    )
    code = models.CharField(max_length=9, unique=True, default=new_code)
    answers = models.JSONField()  # `Answers.as_mapping()`
    rule_set = models.ForeignKey(RuleSetVersion, on_delete=models.PROTECT, related_name="cases")
    group = models.CharField(max_length=20, blank=True)  # its label; blank if no group fits
    open_now = models.BooleanField()
    opens_on = models.DateField(null=True)
    reasons = models.JSONField()  # `Reason.as_plain()` of each
    decided_at = models.DateTimeField(default=timezone.now)
    next_change = models.DateField(null=True, db_index=True)  # decided again on this day
    told_eligible_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(open_now=True, told_eligible_at__isnull=False)
                | Q(open_now=False, told_eligible_at=None),
                name="eligibility_open_is_told",
            ),
            models.CheckConstraint(
                condition=Q(open_now=False) | (~Q(group="") & Q(opens_on__isnull=False)),
                name="eligibility_open_is_in_a_group",
            ),
        ]

    @property
    def answered(self) -> Answers:
        return Answers.from_mapping(self.answers)

    @property
    def why(self) -> tuple[Reason, ...]:
        return tuple(Reason(**reason) for reason in self.reasons)


class DecisionRecord(models.Model):
    """A decision in the history. Rows never change; they are deleted with the person."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="history")
    rule_set = models.ForeignKey(RuleSetVersion, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=20, blank=True)
    open_now = models.BooleanField()
    opens_on = models.DateField(null=True)
    reasons = models.JSONField()
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]


def columns_of(decision: Decision) -> dict[str, Any]:
    """Return a decision as columns of `Case` and `DecisionRecord`."""
    return {
        "group": decision.group or "",
        "open_now": decision.open_now,
        "opens_on": decision.opens_on,
        "reasons": [reason.as_plain() for reason in decision.reasons],
    }


class Redecision(models.Model):
    """How far newly published rules have decided everyone again.

    This is only for the staff's pages; the cases themselves tell what is left to do.
    """

    rule_set = models.OneToOneField(
        RuleSetVersion, on_delete=models.CASCADE, related_name="redecision"
    )
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    people = models.PositiveIntegerField(default=0)  # decided so far
    newly_open = models.PositiveIntegerField(default=0)  # of those, how many became eligible


class Comparison(models.Model):
    """What publishing a draft would change, counted in batches; an edit deletes it."""

    draft = models.OneToOneField(
        RuleSetVersion, on_delete=models.CASCADE, related_name="comparison"
    )
    before = models.ForeignKey(RuleSetVersion, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()  # the day for which people are decided by both
    total = models.PositiveIntegerField()
    seen = models.PositiveIntegerField(default=0)
    after = models.BigIntegerField(default=0)  # primary key of the last case counted
    people = models.JSONField(default=list)  # [group before, group after, how many]; "" is no group
    newly_open = models.PositiveIntegerField(default=0)
    newly_closed = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    @property
    def moves(self) -> list[list[Any]]:
        """Return the rows of people who change group, the largest first."""
        moves = [row for row in self.people if row[0] != row[1]]
        return sorted(moves, key=lambda row: -row[2])

    @property
    def moved(self) -> int:
        return sum(count for _before, _after, count in self.moves)
