"""Make thousands of registered people, for measurements and for tests of crashes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.utils import timezone

from bench.eligibility import population
from cvms.eligibility.models import Case, RuleSetVersion, columns_of
from cvms.organizations.models import Organization
from cvms.recipients.actions.adding import add
from cvms.recipients.models import Recipient
from cvms.rules.answers import Answers
from cvms.rules.decisions import decide, next_change

_AT_ONCE = 5000


@dataclass(frozen=True)
class Person:
    first_name: str
    last_name: str
    email: str
    email_key: str


def register(count: int, organization: Organization) -> None:
    """Load that many people and decide each by the rules in force today."""
    on = timezone.localdate()
    rule_set = RuleSetVersion.objects.in_force(on)
    people = iter(population(count))
    for start in range(0, count, _AT_ONCE):
        some = list(islice(people, _AT_ONCE))
        loaded = named(start, len(some))
        add(loaded, organization=organization.pk, upload=None, invite=False)
        keys = [person.email_key for person in loaded]
        recipients = Recipient.objects.filter(email_key__in=keys).values_list("pk", flat=True)
        Case.objects.bulk_create(_cases(recipients, some, rule_set, on))


def named(start: int, count: int) -> list[Person]:
    """Make people from number `start` on, each with their own address."""
    addresses = (f"person{number}@people.example" for number in range(start, start + count))
    return [Person("Pat", "Doe", address, address) for address in addresses]


def _cases(
    recipients: Iterable[int], people: Iterable[Answers], rule_set: RuleSetVersion, on: date
) -> list[Case]:
    rules, now = rule_set.rules, timezone.now()
    made = []
    for recipient, answers in zip(recipients, people, strict=True):
        decision = decide(answers, rules, on)
        case = Case(
            recipient_id=recipient,
            rule_set=rule_set,
            answers=answers.as_mapping(),
            next_change=next_change(answers, rules, on),
            told_eligible_at=now if decision.open_now else None,
            **columns_of(decision),
        )
        made.append(case)
    return made
