"""The rules as they were published, and what they say of each registered person."""

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
    def published(self) -> Self:
        return self.filter(state=RuleSetVersion.State.PUBLISHED)

    def drafts(self) -> Self:
        return self.filter(state=RuleSetVersion.State.DRAFT)

    def to_come(self, on: date) -> Self:
        """Published, and their day has not come."""
        return self.published().filter(effective_from__gt=on)

    def in_force(self, on: date) -> "RuleSetVersion":
        """The published one with the latest day that has come, of two the one published later.

        Raises DoesNotExist before the first.
        """
        begun = self.published().filter(effective_from__lte=on)
        return begun.latest("effective_from", "published_at", "pk")


class RuleSetVersion(models.Model):
    """One version of the rules. A published one never changes: the database refuses it."""

    class State(models.TextChoices):
        """See `MOVES` for which may follow which."""

        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    MOVES = {
        State.DRAFT: {State.PUBLISHED},
        State.PUBLISHED: {State.WITHDRAWN},  # before their day comes
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
    published_by = models.ForeignKey(  # null: it came with the product
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
    restores = models.ForeignKey(  # the earlier rules that come back with this version
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
        """Take on the next state. Raises ValueError on one that may not follow."""
        if state not in self.MOVES[self.State(self.state)]:
            raise ValueError(f"{self.state} rules do not become {state}")
        self.state = state

    @property
    def title(self) -> str:
        """Its name, in the reader's language."""
        return name_of(self.written)

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    def may_return(self, in_force: "RuleSetVersion") -> bool:
        """Return whether these are earlier rules to which those in force can go back."""
        begun = self.effective_from <= timezone.localdate()
        return self.is_published and begun and self.pk != in_force.pk

    @property
    def rules(self) -> RuleSet:
        """The rules, sound in form and in sense. Raises RuleSetError on an unfinished draft."""
        return with_shipped_spanish(from_json(self.document))

    @property
    def written(self) -> RuleSet:
        """The rules as they stand, a draft's with its problems."""
        return with_shipped_spanish(read(self.document))

    @property
    def problems(self) -> list[Problem]:
        """What keeps people from being decided by it."""
        return problems(self.written)

    def write(self, rules: RuleSet) -> None:
        """Take the rules over, and from them what the database looks for."""
        self.document = to_json(rules)
        self.version, self.name = rules.version, rules.name
        self.effective_from = rules.effective_from


class CaseQuerySet(models.QuerySet["Case"]):
    def due(self, rule_set: RuleSetVersion, on: date) -> Self:
        """Return cases not decided by the rules in force, or whose day of change has come."""
        return self.filter(~Q(rule_set=rule_set) | Q(next_change__lte=on))

    def with_code(self, typed: str) -> Self:
        """The one that a person at the desk names, however it is typed."""
        return self.filter(code=as_written(typed))


class Case(models.Model):
    """A registered person's answers and the decision that stands.

    Nobody is open without having been told: `told_eligible_at` is set with the decision that the
    person sees or is mailed about, and emptied by one that is not open.
    """

    recipient = models.OneToOneField(
        Recipient, on_delete=models.CASCADE, related_name="eligibility"
    )
    code = models.CharField(max_length=9, unique=True, default=new_code)
    answers = models.JSONField()  # `Answers.as_mapping()`
    rule_set = models.ForeignKey(RuleSetVersion, on_delete=models.PROTECT, related_name="cases")
    group = models.CharField(max_length=20, blank=True)  # its label; blank where none fits
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
    """A decision that was made. Rows are added and never changed; they go with the person."""

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
    """A decision as `Case` and `DecisionRecord` store it."""
    return {
        "group": decision.group or "",
        "open_now": decision.open_now,
        "opens_on": decision.opens_on,
        "reasons": [reason.as_plain() for reason in decision.reasons],
    }


class Redecision(models.Model):
    """How far everyone's being decided again by newly published rules is.

    Says it to the staff's pages alone: what is left to do is what the cases say.
    """

    rule_set = models.OneToOneField(
        RuleSetVersion, on_delete=models.CASCADE, related_name="redecision"
    )
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    people = models.PositiveIntegerField(default=0)  # decided so far
    newly_open = models.PositiveIntegerField(default=0)  # of them, who have become eligible


class Comparison(models.Model):
    """What publishing a draft would do, counted batch by batch. An edit of the draft drops it."""

    draft = models.OneToOneField(
        RuleSetVersion, on_delete=models.CASCADE, related_name="comparison"
    )
    before = models.ForeignKey(RuleSetVersion, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()  # the day that both are asked about
    total = models.PositiveIntegerField()
    seen = models.PositiveIntegerField(default=0)
    after = models.BigIntegerField(default=0)  # the last case that was looked at
    people = models.JSONField(default=list)  # [group before, group after, how many]; "" is no group
    newly_open = models.PositiveIntegerField(default=0)
    newly_closed = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    @property
    def moves(self) -> list[list[Any]]:
        """Those who change group, the most first."""
        moves = [row for row in self.people if row[0] != row[1]]
        return sorted(moves, key=lambda row: -row[2])

    @property
    def moved(self) -> int:
        return sum(count for _before, _after, count in self.moves)
