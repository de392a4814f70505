"""Start, save, discard and submit a registration, and change contact details."""

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


class NotComplete(Exception):
    """A question is unanswered, or an answer was changed after the person reviewed it."""


class Gone(Exception):
    """The draft was submitted or discarded elsewhere, or its person was removed."""


class ChangedElsewhere(Exception):
    """The page was changed elsewhere after it was shown here; `draft` has its present answers."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft


@transaction.atomic
def start(*, recipient: Recipient, by: User) -> Draft:
    """Return the person's draft, or a new one with the answers submitted before, if any.

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
    """Store what was typed on a page, valid or not, and which page comes next.

    `seen` is the revision that the page was shown with, or None to overwrite any. It puts saves in
    order: one that was sent before another but arrives after it is refused.
    Raises Gone and ChangedElsewhere.
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
    """Delete the draft; answers submitted before are kept. Raises Gone."""
    _lock(recipient)
    if Draft.objects.filter(recipient=recipient).delete()[0]:
        record(
            "registration.discarded", by=by, on=recipient, organization=recipient.organization_id
        )


@transaction.atomic
def submit(*, recipient: Recipient, key: uuid.UUID, revision: int, by: User) -> Case:
    """Turn the draft into the registration and decide its group; of two submissions, one succeeds.

    Raises Gone, and NotComplete if answers are missing or were changed after `revision`.
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
    """Change contact details; decide again if the county changed, as rules may depend on it.

    Raises Gone.
    """
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
    """Send a confirmation letter, if the person has an email address."""
    if recipient.email:
        send_mail(kind, [recipient.pk])


def _keep(recipient: Recipient, values: dict[str, Any]) -> bool:
    """Store the registration; return True if it is the person's first."""
    _registration, first = Registration.objects.update_or_create(
        recipient=recipient, defaults=values | {"changed_at": timezone.now()}
    )
    if first:
        following.note(recipient.pk)
    if recipient.user:
        accounts.set_language(user=recipient.user, language=values["language"])
    return first


def deciding(values: dict[str, Any]) -> Answers:
    """Return the part of the wizard's answers that decides the group."""
    known = {"date_of_birth": values["date_of_birth"].isoformat(), "county": values["county"]}
    return Answers.from_mapping(known | {question: values[question] for question in CHOICES})


def _lock(recipient: Recipient) -> None:
    """Lock the person before anything else, in the same order as a removal. Raises Gone."""
    if Recipient.objects.locked().filter(pk=recipient.pk).first() is None:
        raise Gone


def _locked(recipient: Recipient, key: uuid.UUID) -> Draft:
    _lock(recipient)
    draft = Draft.objects.select_for_update().filter(recipient=recipient, key=key).first()
    if draft is None:
        raise Gone
    return draft
