"""Requests to the help desk, their entries, and the private links to them."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cvms.accounts.models import hash_secret
from cvms.organizations.models import Organization
from cvms.recipients.models import Recipient

from ..numbers import as_number
from ..topics import Kind, Topic

MESSAGE_LENGTH = 4000  # characters of one message


class HelpRequestQuerySet(models.QuerySet["HelpRequest"]):
    """Queries of help requests."""

    def with_secret(self, secret: str) -> Self:
        """Return the request of a private link that has not expired."""
        return self.filter(
            links__secret_hash=hash_secret(secret), links__created_at__gte=Link.oldest_that_works()
        )

    def search(self, words: str) -> Self:
        """Search by number, or by part of the subject, requester, or person it is about."""
        found = Q(name__icontains=words) | Q(email__icontains=words) | Q(subject__icontains=words)
        found |= Q(person_email__icontains=words) | Q(pk__in=self._about(words))
        if number := as_number(words):
            found |= Q(number=number)
        return self.filter(found)

    def _about(self, words: str) -> models.QuerySet[Any, Any]:
        """Return requests about a person, as given or as loaded, whose name has every word."""
        people = Recipient.objects.search(words) | Recipient.objects.filter(email__icontains=words)
        named = Q()
        for word in words.split():
            named &= Q(person_first_name__icontains=word) | Q(person_last_name__icontains=word)
        asked_for = HelpRequest.objects.filter(changes__recipient__in=people).values("pk")
        return HelpRequest.objects.filter(named | Q(pk__in=asked_for)).values("pk")


class HelpRequest(models.Model):
    """A request to the help desk; its text is in its entries."""

    class State(models.TextChoices):
        """The states of a request; `MOVES` has the allowed moves between them."""

        NEW = "new", _("New")
        OPEN = "open", _("Open")
        WAITING = "waiting", _("Waiting for requester")
        CLOSED = "closed", _("Closed")

    MOVES = {
        State.NEW: {State.OPEN, State.WAITING, State.CLOSED},
        State.OPEN: {State.WAITING, State.CLOSED},
        State.WAITING: {State.OPEN, State.CLOSED},
        State.CLOSED: {State.OPEN},
    }
    TO_REQUESTER = {
        State.NEW: _("Received"),
        State.OPEN: _("Being worked on"),
        State.WAITING: _("Waiting for your answer"),
        State.CLOSED: _("Closed"),
    }

    NO_PERSON = {  # the fields that identify a person to remove, with their empty values
        "person_first_name": "",
        "person_last_name": "",
        "person_email": "",
        "person_code": "",
        "person_date_of_birth": None,
    }

    number = models.CharField(max_length=12, unique=True)  # see `numbers`
    kind = models.CharField(max_length=12, choices=Kind)
    topic = models.CharField(max_length=12, choices=Topic)
    state = models.CharField(max_length=8, choices=State, default=State.NEW)
    subject = models.CharField(max_length=120, blank=True)
    name = models.CharField(max_length=120, blank=True)  # the requester's, like the next four
    email = models.CharField(max_length=254, blank=True)
    email_key = models.CharField(max_length=254, blank=True)  # canonical, see `intake.email_key`
    phone = models.CharField(max_length=12, blank=True)  # E.164
    language = models.CharField(max_length=5, default="en")  # BCP 47
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )  # the account that was signed in
    organization = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, null=True, related_name="+"
    )  # of that account, if it is a point of contact's
    person_first_name = models.CharField(max_length=40, blank=True)  # whom to remove, like the next
    person_last_name = models.CharField(max_length=80, blank=True)
    person_email = models.CharField(max_length=254, blank=True)
    person_code = models.CharField(max_length=9, blank=True)  # of a person without email
    person_date_of_birth = models.DateField(null=True)  # of a person without email and code
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)  # last entry or change of state
    closed_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)  # when its text was erased with a removed person

    objects = HelpRequestQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "updated_at", "id"], name="helpdesk_queue"),
            models.Index(fields=["email_key"], name="helpdesk_by_email"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["new", "open", "waiting", "closed"]),
                name="helpdesk_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False)
                | (~Q(state="closed") & Q(closed_at=None)),
                name="helpdesk_closed_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(topic="removal") | Q(kind="recipient"),
                name="helpdesk_removal_is_of_recipient",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=False) | (~Q(name="") & ~Q(email_key="")),
                name="helpdesk_says_who_asks",
            ),
        ]

    def move(self, state: str) -> None:
        """Move to `state`; raise ValueError if it may not follow the present one."""
        if state not in self.MOVES[self.State(self.state)]:
            raise ValueError(f"a request that is {self.state} does not become {state}")
        self.state = state
        self.closed_at = timezone.now() if state == self.State.CLOSED else None

    @property
    def version(self) -> str:
        """Return a text that changes when the request is assigned, moved, or written in."""
        last = self.entries.order_by("id").last()
        return f"{last.pk if last else 0}.{self.assigned_to_id or 0}.{self.state}"

    @property
    def state_to_requester(self) -> Any:
        return self.TO_REQUESTER[self.State(self.state)]

    @property
    def closed(self) -> bool:
        return self.state == self.State.CLOSED


class Link(models.Model):
    """A private link to a request, which expires; each letter has its own.

    Only its hash is stored.
    """

    request = models.ForeignKey(HelpRequest, on_delete=models.CASCADE, related_name="links")
    secret_hash = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    @staticmethod
    def oldest_that_works() -> datetime:
        return timezone.now() - timedelta(days=settings.HELP_LINK_DAYS)


class EntryQuerySet(models.QuerySet["Entry"]):
    """Queries of entries."""

    def public(self) -> Self:
        """Return the entries that the requester may read."""
        return self.exclude(kind=Entry.Kind.NOTE)

    def with_files(self) -> Self:
        """Prefetch the files of the entries, with one more query for all."""
        return self.prefetch_related("attachments")


class Entry(models.Model):
    """A text in a request, written by the requester or an agent."""

    class Kind(models.TextChoices):
        MESSAGE = "message", _("Message")
        ANSWER = "answer", _("Answer")
        NOTE = "note", _("Internal note")

    request = models.ForeignKey(HelpRequest, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=8, choices=Kind)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )  # the agent; null for the requester
    text = models.TextField(max_length=MESSAGE_LENGTH, blank=True)  # blank once erased
    created_at = models.DateTimeField(default=timezone.now)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="message", author=None)
                | Q(kind__in=["answer", "note"], author__isnull=False),
                name="helpdesk_agents_answer",
            )
        ]
