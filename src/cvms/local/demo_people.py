"""Registers people of the demonstration state, with bulk inserts.

The wizard's forms check each person's answers, and the rules in force decide on them. The usual
actions, one person at a time with locks and events, would take longer for these four hundred people
than everything else at the start.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

from django.utils import timezone

from cvms.accounts.models import User
from cvms.eligibility.models import Case, DecisionRecord, RuleSetVersion, columns_of
from cvms.jurisdiction.counties import counties
from cvms.mail.actions import send as send_mail
from cvms.recipients.models import Recipient, Touched
from cvms.registration.actions.answering import deciding
from cvms.registration.letters import SUBMITTED
from cvms.registration.models import DEMOGRAPHICS, Draft, Registration
from cvms.registration.wizard import answered
from cvms.rules.decisions import decide, next_change

DAYS = 60  # how far back the demonstration's data go
RACES = ("2106-3", "2054-5", "2028-9", "2106-3", "1002-5", "2131-1", "2054-5", "2106-3")
_NEITHER = {"correctional_or_shelter_staff": "no", "student": "no"}
WORK: tuple[dict[str, str], ...] = (
    _NEITHER | {"health_worker": "none", "frontline_sector": "none", "other_essential": "no"},
    _NEITHER
    | {
        "health_worker": "none",
        "frontline_sector": "food-and-agriculture",
        "child_care_or_prek12": "no",
        "in_person": "yes",
    },
    _NEITHER | {"health_worker": "none", "frontline_sector": "none", "other_essential": "no"},
)


def ago(days: int) -> datetime:
    """Return the time so many days ago, or now if `days` is negative."""
    return timezone.now() - timedelta(days=max(days, 0))


def register_people() -> None:
    """Register people of every county and in both languages, spread over the days."""
    people = _chosen()
    turns = [
        (person, _said(person, turn, county), ago(DAYS - 5 - turn * (DAYS - 5) // len(people)))
        for turn, (person, county) in enumerate(zip(people, cycle(counties()), strict=False))
    ]
    Registration.objects.bulk_create(
        Registration(
            recipient=person,
            submitted_at=when,
            changed_at=when,
            **{name: said[name] for name in DEMOGRAPHICS},
        )
        for person, said, when in turns
    )
    _decide(turns)
    _follow(turns)


def _chosen() -> list[Recipient]:
    opened = Recipient.objects.filter(
        user__password_changed_at__isnull=False, email__startswith="person"
    )
    return [person for person in opened.select_related("user").order_by("pk") if person.pk % 5 < 3]


def _said(person: Recipient, turn: int, county: str) -> dict[str, Any]:
    """Return the answers as the wizard stores them; raise ValueError if it refuses them."""
    typed = _answers(person, turn, county, "es" if turn % 6 == 0 else "en")
    said = answered(Draft(recipient=person, typed=typed, page="medical"))
    if said is None:
        raise ValueError(f"the wizard does not take {typed}")
    return said


def _decide(turns: Iterable[tuple[Recipient, dict[str, Any], datetime]]) -> None:
    today = timezone.localdate()
    rule_set = RuleSetVersion.objects.in_force(today)
    rules = rule_set.rules
    cases = []
    for person, said, when in turns:
        answers = deciding(said)
        decision = decide(answers, rules, today)
        case = Case(
            recipient=person,
            rule_set=rule_set,
            decided_at=when,
            told_eligible_at=when if decision.open_now else None,
            answers=answers.as_mapping(),
            next_change=next_change(answers, rules, today),
            **columns_of(decision),
        )
        cases.append((case, columns_of(decision)))
    Case.objects.bulk_create(case for case, _columns in cases)
    DecisionRecord.objects.bulk_create(
        DecisionRecord(case=case, rule_set=rule_set, decided_at=case.decided_at, **columns)
        for case, columns in cases
    )


def _follow(turns: Iterable[tuple[Recipient, dict[str, Any], datetime]]) -> None:
    """Do what follows a registration: send the letter, set the language, update the stage."""
    users = []
    for person, said, _when in turns:
        if person.user:
            person.user.language = said["language"]
            users.append(person.user)
    User.objects.bulk_update(users, ["language"])
    people = [person.pk for person, _said, _when in turns]
    Touched.objects.bulk_create(Touched(recipient=pk) for pk in people)
    send_mail(SUBMITTED, people)


def _answers(
    person: Recipient, turn: int, county: str, language: str
) -> dict[str, dict[str, list[str]]]:
    typed = {
        "contact": {
            "first_name": person.first_name,
            "last_name": person.last_name,
            "phone": f"919-555-01{turn % 100:02}",
            "channel": "email",
            "language": language,
        },
        "address": {
            "street": f"{turn + 1} Chestnut St",
            "city": "Raleigh",
            "state": "NC",
            "zip_code": "27610",
            "county": county,
        },
        "about": {
            "date_of_birth_0": str(turn % 12 + 1),
            "date_of_birth_1": str(turn % 28 + 1),
            "date_of_birth_2": str(1940 + turn % 62),
            "sex": "FMOU"[turn % 4],
            "races": RACES[turn % 8],
            "ethnicity": ("2186-5", "2135-2", "2186-5")[turn % 3],
        },
        "work": WORK[turn % 3],
        "home": {"long_term_care": "none", "residence": "own-home"},
        "medical": {"conditions": ("none", "one")[turn % 2]},
    }
    return {page: {name: [said] for name, said in said.items()} for page, said in typed.items()}
