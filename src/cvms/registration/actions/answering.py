"""Every write to a registration that means something."""

import uuid
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from cvms.accounts import actions as accounts
from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.eligibility.actions import deciding as eligibility
from cvms.eligibility.models import Case
from cvms.mail.actions import send as send_mail
from cvms.recipients.actions import following
from cvms.recipients.models import Recipient
from cvms.rules.answers import CHOICES, Answers

from ..answers import answers_of
from ..forms import Typed, retyped
from ..letters import CHANGED, SUBMITTED
from ..models import DEMOGRAPHICS, Draft, Registration
from ..pages import CONFIRMATION, PAGES
from ..wizard import answered


class NotComplete(Exception):  # noqa: N818 -- an answer, not a fault
    """Something is unanswered, or was changed since the person looked at it."""


class Gone(Exception):  # noqa: N818 -- an answer, not a fault
    """The draft was submitted or given up in another place, or its person was removed."""


class ChangedElsewhere(Exception):  # noqa: N818 -- an answer, not a fault
    """The page was changed after it was shown here; `draft` has what it says now."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft


@transaction.atomic
def start(*, recipient: Recipient, by: User) -> Draft:
    """The draft to answer on: the one there is, or a new one with what was submitted before.

    Raises Gone.
    """
    _lock(recipient)
    draft = Draft.objects.filter(recipient=recipient).first()
    if draft is None:
        submitted = _submitted(recipient)
        page = CONFIRMATION if submitted else PAGES[0].slug  # where the answers can be changed
        draft = Draft.objects.create(recipient=recipient, page=page, typed=submitted)
        record("registration.started", by=by, on=recipient, organization=recipient.organization_id)
    return draft


def _submitted(recipient: Recipient) -> dict[str, Typed]:
    values = answers_of(recipient)
    return {page.slug: retyped(page.questions, values) for page in PAGES} if values else {}


@transaction.atomic
def save(
    *,
    recipient: Recipient,
    key: uuid.UUID,
    page: str,
    typed: Typed,
    next_page: str,
    seen: int | None = None,
) -> Draft:
    """Keep what was typed on a page, right or wrong, and where the person goes next.

    `seen` is the revision that the page was shown with, None to overwrite whatever there is. It
    settles the order of saves: one that left before another, and comes after it, is refused.
    Raises Gone, and ChangedElsewhere.
    """
    draft = _locked(recipient, key)
    if draft.typed.get(page) != typed:
        if seen is not None and draft.changed.get(page, 0) > seen:
            raise ChangedElsewhere(draft)
        draft.typed[page] = typed
        draft.revision += 1
        draft.changed[page] = draft.revision
    draft.page, draft.saved_at = next_page, timezone.now()
    draft.save(update_fields=["typed", "revision", "changed", "page", "saved_at"])
    return draft


@transaction.atomic
def discard(*, recipient: Recipient, by: User) -> None:
    """Give up what is not submitted; what was submitted stands. Raises Gone."""
    _lock(recipient)
    if Draft.objects.filter(recipient=recipient).delete()[0]:
        record(
            "registration.discarded", by=by, on=recipient, organization=recipient.organization_id
        )


@transaction.atomic
def submit(*, recipient: Recipient, key: uuid.UUID, revision: int, by: User) -> Case:
    """Make the draft the registration and have its group decided; of two at once one gets through.

    Raises Gone, and NotComplete for other answers than those of `revision` or for missing ones.
    """
    draft = _locked(recipient, key)
    values = answered(draft)
    if values is None or draft.revision != revision:
        raise NotComplete
    first = _keep(recipient, {name: values[name] for name in DEMOGRAPHICS})
    draft.delete()
    _confirm(recipient, SUBMITTED if first else CHANGED)
    record(
        "registration.submitted" if first else "registration.changed",
        by=by,
        on=recipient,
        organization=recipient.organization_id,
    )
    return eligibility.decide(recipient=recipient, answers=deciding(values), by=by)


@transaction.atomic
def change_contact(*, recipient: Recipient, details: dict[str, Any], by: User) -> None:
    """Other contact details; decided again, as the county may decide. Raises Gone."""
    _lock(recipient)
    _keep(recipient, details)
    _confirm(recipient, CHANGED)
    record(
        "registration.contact_changed",
        by=by,
        on=recipient,
        organization=recipient.organization_id,
    )
    case = Case.objects.get(recipient=recipient)
    if case.answered.county != details["county"]:
        answers = replace(case.answered, county=details["county"])
        eligibility.decide(recipient=recipient, answers=answers, by=by)


def _confirm(recipient: Recipient, kind: str) -> None:
    """By a letter, to a person who has an address."""
    if recipient.email:
        send_mail(kind, [recipient.pk])


def _keep(recipient: Recipient, values: dict[str, Any]) -> bool:
    """True when it is the person's first registration."""
    _registration, first = Registration.objects.update_or_create(
        recipient=recipient, defaults=values | {"changed_at": timezone.now()}
    )
    if first:
        following.note(recipient.pk)
    if recipient.user:
        accounts.set_language(user=recipient.user, language=values["language"])
    return first


def deciding(values: dict[str, Any]) -> Answers:
    """Return those of the wizard's answers that decide the group."""
    known = {"date_of_birth": values["date_of_birth"].isoformat(), "county": values["county"]}
    return Answers.from_mapping(known | {question: values[question] for question in CHOICES})


def _lock(recipient: Recipient) -> None:
    """Before anything else that is locked, as a removal does."""
    if Recipient.objects.locked().filter(pk=recipient.pk).first() is None:
        raise Gone


def _locked(recipient: Recipient, key: uuid.UUID) -> Draft:
    _lock(recipient)
    draft = Draft.objects.select_for_update().filter(recipient=recipient, key=key).first()
    if draft is None:
        raise Gone
    return draft
