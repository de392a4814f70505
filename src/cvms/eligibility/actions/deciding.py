"""Decide one person, who sees the decision on the page; `redeciding` decides many at once."""

from django.db import transaction
from django.utils import timezone

from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.recipients.models import Recipient
from cvms.rules.answers import Answers
from cvms.rules.decisions import decide as decision_of
from cvms.rules.decisions import next_change

from ..locks import hold_rules
from ..models import Case, DecisionRecord, RuleSetVersion, columns_of


@transaction.atomic
def decide(*, recipient: Recipient, answers: Answers, by: User) -> Case:
    """Decide by the rules in force today, for the first time or after changed answers.

    The rules are read after the case is locked. The person sees the decision, so no letter is sent.
    Raises Recipient.DoesNotExist for a person who was removed.
    """
    Recipient.objects.locked().get(pk=recipient.pk)
    Case.objects.select_for_update().filter(recipient=recipient).first()
    hold_rules()
    on, now = timezone.localdate(), timezone.now()
    rule_set = RuleSetVersion.objects.in_force(on)
    rules = rule_set.rules
    decision = decision_of(answers, rules, on)
    told = {"told_eligible_at": now if decision.open_now else None}
    decided = columns_of(decision) | {"rule_set": rule_set, "decided_at": now}
    case, _new = Case.objects.update_or_create(
        recipient=recipient,
        defaults=decided
        | told
        | {"answers": answers.as_mapping(), "next_change": next_change(answers, rules, on)},
    )
    DecisionRecord.objects.create(case=case, **decided)
    record(
        "eligibility.decided",
        by=by,
        on=recipient,
        organization=recipient.organization_id,
        rule_set=rule_set.version,
    )
    return case
