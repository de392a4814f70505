"""The records that state IT can view; not uploaded bytes, rejected rows, recipients or secrets."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from cvms.accounts.models import User
from cvms.audit.models import Event
from cvms.mail.models import Message
from cvms.organizations.models import Organization
from cvms.uploads.models import Upload

from .accounts import Accounts
from .site import Records, site

if TYPE_CHECKING:
    from django.contrib.admin.filters import _ListFilterChoices

__all__ = ["site"]  # for `config.urls`, with everything registered below


class Organizations(Records):
    """Organizations without names of people."""

    list_display = ["id", "name", "city", "county", "step", "invited_at", "submitted_at"]
    list_filter = ["step"]
    ordering = ["-id"]


class Codes(admin.AllValuesFieldListFilter):
    """A filter by code that also names the choice "no code"."""

    def choices(self, changelist: ChangeList) -> Iterator["_ListFilterChoices"]:
        for choice in super().choices(changelist):
            choice["display"] = choice["display"] or _("None")
            yield choice


class Uploads(Records):
    """Uploads with states and counts, but without file names and senders."""

    fields = [
        "key", "organization_id", "volume", "state", "size", "problem_code",
        "records", "loaded", "rejected", "created_at", "finished_at", "purged_at",
    ]  # fmt: skip
    readonly_fields = ["organization_id"]
    list_display = [
        "id", "organization_id", "volume", "state", "size", "problem_code",
        "records", "loaded", "rejected", "created_at", "finished_at", "purged_at",
    ]  # fmt: skip
    list_filter = ["state", "volume", ("problem_code", Codes)]
    ordering = ["-id"]


class Messages(Records):
    """Messages with states and times, but without tokens and texts."""

    exclude = ["token"]
    list_display = ["id", "kind", "about", "batch", "state", "attempts", "due_at", "sent_at"]
    list_filter = ["state", "kind"]
    ordering = ["-id"]


class Events(Records):
    """The events of the audit trail."""

    list_display = ["at", "action", "who", "role", "kind", "about", "address"]
    ordering = ["-at"]


class JobEvents(admin.StackedInline):
    """When a job changed its state."""

    model = ProcrastinateEvent
    fields = ["type", "at"]


class Jobs(Records):
    """Jobs, without Procrastinate's buttons: jobs are started, stopped and retried by command."""

    inlines = [JobEvents]
    fields = ["task_name", "args", "status", "queue_name", "lock", "attempts", "scheduled_at"]
    list_display = ["id", "task_name", "args", "status", "queue_name", "attempts"]
    list_filter = ["status", "queue_name"]
    ordering = ["-id"]


site.register(User, Accounts)
site.register(Organization, Organizations)
site.register(Upload, Uploads)
site.register(Message, Messages)
site.register(Event, Events)
site.register(ProcrastinateJob, Jobs)
